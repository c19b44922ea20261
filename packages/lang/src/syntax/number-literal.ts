import type { LiteralUnit } from './ast.js';
import { durationParts, parseDuration } from './duration.js';

/** What a number token means; a duration counts in seconds, a size in bytes, a percentage as a ratio. */
export type NumberMeaning =
  | { readonly ok: true; readonly value: number; readonly unit: LiteralUnit }
  | { readonly ok: false; readonly problem: 'descending' | 'out-of-range' };

const SIZES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/;
const SIZE = /^(.*?)([KMG]iB|B)$/;

/** Whole milliseconds are divided once, so that `250ms` is exactly 250 / 1000; anything finer or far longer is summed in seconds. */
function durationSeconds(text: string): number | null {
  const milliseconds = parseDuration(text);
  if (milliseconds !== null) return milliseconds / 1000;
  const parts = durationParts(text);
  if (parts === null) return null;
  return parts.reduce(
    (sum, { amount, unit }) => sum + (unit < 1000 ? amount / 1000 : amount * (unit / 1000)),
    0,
  );
}

/** Reads the text of a number token. */
export function readNumber(text: string): NumberMeaning {
  const meaning = measure(text);
  if (meaning === null) return { ok: false, problem: 'descending' };
  return Number.isFinite(meaning.value) ? { ok: true, ...meaning } : { ok: false, problem: 'out-of-range' };
}

function measure(text: string): { readonly value: number; readonly unit: LiteralUnit } | null {
  if (DURATION.test(text)) {
    const value = durationSeconds(text);
    return value === null ? null : { value, unit: 's' };
  }
  if (text.endsWith('%')) return { value: Number(text.slice(0, -1)) / 100, unit: 'ratio' };
  const size = SIZE.exec(text);
  if (size !== null) return { value: Number(size[1]) * (SIZES[size[2] ?? ''] ?? Number.NaN), unit: 'B' };
  return { value: Number(text), unit: 'bare' };
}
