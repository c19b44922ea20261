import type { UnknownCause, UnknownReason } from './value.js';

/** What a cause says of the read it befell: `has no series`. */
export function causeText(cause: UnknownCause): string {
  switch (cause) {
    case 'no-series':
      return 'has no series';
    case 'many-series':
      return 'has several series where one is expected';
    case 'nan':
      return 'is not a number';
    case 'infinite':
      return 'is infinite';
    case 'divide-by-zero':
      return 'is zero and divides something';
    case 'too-few':
      return 'is too small a count to judge by';
    case 'source-failed':
      return 'could not be read from the metric source';
  }
}

/** Why something is unknown, as one clause for people: what, its cause, and what the source said about it. */
export function reasonText({ read, cause, detail }: Omit<UnknownReason, 'start' | 'end'>): string {
  const aside = detail === undefined ? '' : ` (${detail})`;
  return `\`${read}\` ${causeText(cause)}${aside}`;
}
