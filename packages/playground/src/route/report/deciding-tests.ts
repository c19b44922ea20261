import type { MatchTrace } from '@lamia/lang';

/**
 * The tests by which a condition came to its answer: where it does not match those that would have had to be otherwise, where it
 * does those that made it.
 */
export function decidingTests(trace: MatchTrace): readonly MatchTrace[] {
  if (trace.parts.length === 0) return [trace];
  // A part alone is what a `not` denies; of several those decide that say what the whole says.
  const deciding =
    trace.parts.length === 1 ? trace.parts : trace.parts.filter(({ matches }) => matches === trace.matches);
  return deciding.flatMap(decidingTests);
}

/** What a test found, as the end of a sentence. */
export function foundText({ value, matches }: Pick<MatchTrace, 'value' | 'matches'>): string {
  if (value === undefined) return matches ? 'holds' : 'does not hold';
  if (value === null) return 'is missing';
  return `${matches ? 'matches' : 'does not match'} ${JSON.stringify(value)}`;
}
