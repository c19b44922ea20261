import { checkParsed, metricText, parse } from '@lamia/lang';
import type { Diagnostic, Expression } from '@lamia/lang';

/** What a key of a metrics file names. */
export type MetricsKey =
  | { readonly ok: true; readonly text: string }
  /** It has a selector or a window, yet no program can read it; in the words of a message. */
  | { readonly ok: false; readonly why: string };

/** A name that says all by itself. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Signs of a read that is more than a name. */
const SUFFIX = /[{}]|\s(?:over|offset)\s/;
/** Stands for the version, which no key names. */
const VERSION = 'metric v ';

/**
 * The canonical text (`metricText`) of the read that a key of a version spells in any way: `m{b="2", a='1'}  over 60s` is
 * `m{a="1", b="2"} over 1m`. A key that is no read is a metric's name as it stands.
 */
export function metricKey(key: string): MetricsKey {
  if (NAME.test(key)) return { ok: true, text: key };
  const read = readOf(
    `${VERSION}${key.trim()}`,
    (value) => value.kind === 'Read' && value.version?.name === 'v',
  );
  if (read.ok || SUFFIX.test(key)) return read;
  return { ok: true, text: key };
}

/** The same for a key that is a `promql` query, which is of no version. */
export function queryKey(key: string): MetricsKey {
  return readOf(key.trim(), ({ kind }) => kind === 'PromqlRead');
}

/** The text of a program that is one read and nothing else. */
function readOf(source: string, isWanted: (value: Expression) => boolean): MetricsKey {
  const parsed = parse(source);
  const { statements, value } = parsed.program;
  const { checked, diagnostics } = checkParsed(parsed, { kind: 'score' });
  const [read] = checked?.reads ?? [];
  if (read === undefined || value === null || statements.length > 0 || !isWanted(value)) {
    return { ok: false, why: firstError(diagnostics) ?? 'it is more than one read' };
  }
  const isWhole = value.start === 0 && value.end === source.length;
  return isWhole ? { ok: true, text: metricText(read) } : { ok: false, why: 'something follows the read' };
}

function firstError(diagnostics: readonly Diagnostic[]): string | null {
  return diagnostics.find(({ severity }) => severity === 'error')?.message ?? null;
}
