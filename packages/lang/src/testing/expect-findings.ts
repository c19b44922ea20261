import { expect } from '@jest/globals';
import { check } from '../check/check.js';
import type { CheckOptions } from '../check/options.js';
import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.js';
import { parse } from '../syntax/parse.js';
import { fixedTexts } from './fixed-texts.js';
import { marked } from './marked-source.js';

/** What a test expects to be found; the place is the mark of the same number. */
interface Finding {
  readonly code: DiagnosticCode;
  /** An error where left out. */
  readonly severity?: Severity;
  /** Not compared where left out. */
  readonly message?: string;
  /** What the source becomes by each fix; not compared where left out. */
  readonly fixed?: readonly string[];
}

/** Parses a text with marks and expects these findings, in order, the n-th at the n-th mark, and no others. */
export function expectSyntax(text: string, ...findings: readonly Finding[]): void {
  expectFindings(text, findings, (source) => parse(source).diagnostics);
}

/** The same for a check; information is compared only where some is expected. */
export function expectCheck(text: string, options: CheckOptions, ...findings: readonly Finding[]): void {
  const withInfo = findings.some(({ severity }) => severity === 'info');
  expectFindings(text, findings, (source) =>
    check(source, options).diagnostics.filter(({ severity }) => withInfo || severity !== 'info'),
  );
}

function expectFindings(
  text: string,
  findings: readonly Finding[],
  find: (source: string) => readonly Diagnostic[],
): void {
  const { source, spans } = marked(text);
  const found = find(source);
  expect(found.map((diagnostic, index) => asked(source, diagnostic, findings[index]))).toEqual(
    findings.map((finding, index) => ({ severity: 'error', ...finding, ...spans[index] })),
  );
}

/** What of a diagnostic is compared. */
function asked(source: string, diagnostic: Diagnostic, wanted: Finding | undefined): Finding {
  const { code, severity, message, start, end } = diagnostic;
  const place = { start, end };
  return {
    code,
    severity,
    ...place,
    // Where a finding was not expected at all, its message tells why it is there.
    ...(wanted === undefined || wanted.message !== undefined ? { message } : {}),
    ...(wanted?.fixed === undefined ? {} : { fixed: fixedTexts(source, diagnostic) }),
  };
}
