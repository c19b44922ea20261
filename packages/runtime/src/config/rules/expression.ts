import { check } from '@lamia/lang';
import type { CheckedProgram, CheckOptions, Diagnostic, Fix } from '@lamia/lang';
import type { Milliseconds } from '../duration.js';
import type { Finding } from '../finding.js';
import type { TreeScalar } from '../yaml/tree.js';
import { scalarMap } from '../yaml/yaml-scalar-map.js';
import type { ScalarMap } from '../yaml/yaml-scalar-map.js';

/** What the check of a program inside YAML gave. */
export interface CheckedExpression {
  /** At their places in the file. */
  readonly findings: readonly Finding[];
  /** The longest span of time that the program looks back over; null where it has errors or reads nothing. */
  readonly window: Milliseconds | null;
  /** Null where it has errors. */
  readonly checked: CheckedProgram | null;
}

/** Checks the program that a YAML scalar holds. */
export function checkExpression(
  scalar: TreeScalar,
  source: string,
  options: CheckOptions,
): CheckedExpression {
  const { diagnostics, checked } = check(source, options);
  const windows = (checked?.reads ?? []).flatMap((read) =>
    read.kind === 'metric' ? [read.window ?? options.window ?? 0] : [],
  );
  return {
    findings: findingsInFile(diagnostics, scalar),
    checked,
    window: windows.length === 0 ? null : Math.max(...windows),
  };
}

/** What was found in a program, at its places in the file whose scalar holds the program. */
export function findingsInFile(diagnostics: readonly Diagnostic[], scalar: TreeScalar): readonly Finding[] {
  const map = scalar.token === null ? null : scalarMap(scalar.token);
  return diagnostics.map((diagnostic) => inFile(diagnostic, scalar, map));
}

function inFile(diagnostic: Diagnostic, scalar: TreeScalar, map: ScalarMap | null): Finding {
  const { source } = scalar.place;
  const place = (start: number, end: number) =>
    map === null ? scalar.place : { source, ...map.span(start, end) };
  const related = diagnostic.related?.map(({ start, end, message }) => ({ ...place(start, end), message }));
  const fixes = diagnostic.fixes?.flatMap((fix) => fixInFile(fix, scalar, map) ?? []);
  return {
    ...place(diagnostic.start, diagnostic.end),
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...(related === undefined ? {} : { related }),
    ...(fixes === undefined || fixes.length === 0 ? {} : { fixes }),
  };
}

/** The fix as edits of the file; null where the YAML writes that part of the program in another way. */
function fixInFile(fix: Fix, scalar: TreeScalar, map: ScalarMap | null): Fix | null {
  const edits = [];
  for (const edit of fix.edits) {
    const span = map?.verbatimSpan(edit.start, edit.end) ?? null;
    if (span === null || !standsVerbatim(edit.text, scalar)) return null;
    edits.push({ ...span, text: edit.text });
  }
  return { title: fix.title, edits };
}

/** True when a text means itself inside this scalar, whatever stands around it. */
export function standsVerbatim(text: string, { token }: TreeScalar): boolean {
  if (/[\r\n]/.test(text)) return false;
  switch (token?.type) {
    case 'block-scalar':
      return true;
    case 'double-quoted-scalar':
      return !/["\\]/.test(text);
    case 'single-quoted-scalar':
      return !text.includes("'");
    case 'scalar':
    case 'alias':
    case undefined:
      return /^[\w .()*/+<>=-]*$/.test(text);
  }
}
