import type { Sample } from '@lamia/lang';

/** A value that someone typed: what a metric source would have answered, or why it is no value. */
export type Cell =
  { readonly ok: true; readonly sample: Sample } | { readonly ok: false; readonly problem: string };

/** Values that are no plain numbers, as they are shown and typed. */
export const SPECIAL_VALUES = ['no series', 'NaN', '∞', '-∞'] as const;

/** Reads the text of a cell. Empty is the same as `no series`; infinities may be spelled as Prometheus does. */
export function readCell(text: string): Cell {
  const typed = text.trim();
  switch (typed.toLowerCase()) {
    case '':
    case 'no series':
      return unknown('no-series');
    case 'nan':
      return unknown('nan');
    case '∞':
    case '+∞':
    case '-∞':
    case 'inf':
    case '+inf':
    case '-inf':
    case 'infinity':
      return unknown('infinite');
    default:
      return readNumber(typed);
  }
}

function readNumber(typed: string): Cell {
  const percent = /^(.*\S)\s*%$/.exec(typed);
  const value = Number(percent?.[1] ?? typed) / (percent === null ? 1 : 100);
  if (!Number.isFinite(value)) {
    return {
      ok: false,
      problem: `\`${typed}\` is no value; type a number such as 980 or 0.5 %, or no series, NaN, ∞`,
    };
  }
  return { ok: true, sample: { known: true, value } };
}

function unknown(cause: 'no-series' | 'nan' | 'infinite'): Cell {
  return { ok: true, sample: { known: false, cause } };
}
