import { codeFrame, locate } from '@lamia/lang';
import type { Diagnostic, Fix, Severity } from '@lamia/lang';
import type { Finding } from '../config/finding.js';
import type { Place, SourceText } from '../config/place.js';
import type { CommandIo } from './io.js';
import { painter } from './paint.js';

/** What the check of a program found, as findings in its file. */
export function programFindings(source: SourceText, diagnostics: readonly Diagnostic[]): readonly Finding[] {
  return diagnostics.map(({ related, ...diagnostic }) => ({
    ...diagnostic,
    source,
    ...(related === undefined ? {} : { related: related.map((place) => ({ ...place, source })) }),
  }));
}

/** Shows findings with the lines they are about. */
export function showFindings(findings: readonly Finding[], { stderr }: Pick<CommandIo, 'stderr'>): void {
  const paint = painter(stderr);
  for (const finding of findings) stderr.write(`${findingText(finding, paint)}\n`);
}

function findingText(finding: Finding, paint: (text: string, role: Severity | 'frame') => string): string {
  const { source, start, end, severity, message, code } = finding;
  const head = `${where(finding)}: ${paint(severity, severity)}: ${message} [${code}]`;
  const frame = source.text === '' ? [] : codeFrame(source.text, start, end);
  const related = (finding.related ?? []).map((place) => `  ${where(place)}: ${place.message}`);
  const fixes = (finding.fixes ?? []).map(({ title }) => `  fix: ${title}`);
  return [head, ...frame.map((line) => paint(line, 'frame')), ...related, ...fixes].join('\n');
}

function where({ source, start }: Place): string {
  const { line, column } = locate(source.text, start);
  return `${source.file}:${line}:${column}`;
}

/** A finding in the form that commands print as JSON; offsets are UTF-16, line and column count from 1. */
export interface FindingJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly related?: readonly RelatedJson[];
  readonly fixes?: readonly Fix[];
}

interface RelatedJson {
  readonly file: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export function findingJson({ code, severity, message, related, fixes, ...place }: Finding): FindingJson {
  return {
    code,
    severity,
    message,
    ...placeJson(place),
    ...(related === undefined
      ? {}
      : {
          related: related.map((one) => ({ file: one.source.file, message: one.message, ...placeJson(one) })),
        }),
    ...(fixes === undefined ? {} : { fixes }),
  };
}

function placeJson({ source, start, end }: Place) {
  return { start, end, ...locate(source.text, start) };
}
