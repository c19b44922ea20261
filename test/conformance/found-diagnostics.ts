import type { Diagnostic } from '@lamia/lang';
import type { DiagnosticSpec } from './vector.js';

/** A diagnostic with the text that its place is in. */
export interface Found {
  readonly source: string;
  readonly diagnostic: Diagnostic;
  /** The name of the route it is about; null where there is none. */
  readonly route: string | null;
}

/** What vectors of all kinds say about diagnostics. */
interface Wanted {
  readonly diagnostics?: readonly DiagnosticSpec[];
  readonly reports?: readonly DiagnosticSpec[];
}

/**
 * In what way the diagnostics that were found are not those that were expected.
 * @param mayRemark whether errors and warnings may be there that nothing was said of
 */
export function diagnosed(
  found: readonly Found[],
  { diagnostics, reports = [] }: Wanted,
  mayRemark: boolean,
): readonly string[] {
  const missing = reports
    .filter((wanted) => !found.some((each) => fits(each, wanted)))
    .map((wanted) => `it does not report ${JSON.stringify(wanted)} but ${list(found)}`);
  if (diagnostics === undefined) {
    const unasked = mayRemark ? [] : found.filter(({ diagnostic }) => diagnostic.severity !== 'info');
    return unasked.length === 0 ? missing : [...missing, `it reports ${list(unasked)}`];
  }
  const isAsked =
    found.length === diagnostics.length &&
    diagnostics.every((wanted, index) => {
      const each = found[index];
      return each !== undefined && fits(each, wanted);
    });
  return isAsked ? missing : [...missing, `it reports ${list(found)}`];
}

function fits({ source, diagnostic, route }: Found, wanted: DiagnosticSpec): boolean {
  return (
    diagnostic.code === wanted.code &&
    (wanted.severity ?? diagnostic.severity) === diagnostic.severity &&
    (wanted.route ?? route) === route &&
    isAt(source, diagnostic, wanted) &&
    (wanted.mentions ?? []).every((text) => diagnostic.message.includes(text)) &&
    (wanted.fixed ?? []).every((text) => fixedTexts(source, diagnostic).includes(text))
  );
}

/** Whether a place is the one that was asked for. */
export function isAt(
  source: string,
  found: { readonly start: number; readonly end: number },
  wanted: { readonly at?: string; readonly start?: number },
): boolean {
  const { at = source.slice(found.start, found.end), start = found.start } = wanted;
  return source.slice(found.start, found.end) === at && found.start === start;
}

/** What the source becomes by each of a diagnostic's fixes. */
function fixedTexts(source: string, { fixes = [] }: Diagnostic): readonly string[] {
  return fixes.map(({ edits }) =>
    [...edits]
      .sort((left, right) => right.start - left.start)
      .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source),
  );
}

/** Diagnostics for people, with what their fixes make of the source. */
export function list(found: readonly Found[]): string {
  const shown = found.slice(0, 12).map(({ source, diagnostic, route }) => {
    const { code, severity, message, start, end } = diagnostic;
    const fixes = fixedTexts(source, diagnostic).map((text) => ` → ${text.slice(0, 200)}`);
    const at = source.slice(start, end).slice(0, 80);
    return `${severity} ${code} ${route === null ? '' : `in ${route} `}at ${start} \`${at}\` (${message})${fixes.join('')}`;
  });
  return shown.length === 0 ? 'nothing' : shown.join('; ');
}
