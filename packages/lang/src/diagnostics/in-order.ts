import { LIMITS } from '../syntax/limits.js';
import type { Diagnostic } from './diagnostic.js';

/** In the order of their places. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((left, right) => left.start - right.start || left.end - right.end);
}

/**
 * The same with the first errors only, and `too-many-errors` where the rest begins. `isCut` says that the search for errors
 * ended before the end of the text.
 */
export function firstErrors(diagnostics: readonly Diagnostic[], isCut = false): readonly Diagnostic[] {
  const ordered = inOrder(diagnostics);
  const errors = ordered.filter(({ severity }) => severity === 'error');
  const next = errors[LIMITS.errors] ?? (isCut ? errors.at(-1) : undefined);
  if (next === undefined) return ordered;
  const listed = new Set(errors.slice(0, LIMITS.errors));
  const { start, end } = next;
  const message = 'more errors from here on are not listed: mend those above first';
  return inOrder([
    ...ordered.filter((diagnostic) => diagnostic.severity !== 'error' || listed.has(diagnostic)),
    { code: 'too-many-errors', severity: 'error', message, start, end },
  ]);
}
