import { unite } from './reason.js';
import type { Score, Scores } from './value.js';

/**
 * Sets the scores of a release's versions side by side. `best` is the version with the highest or lowest score, null where any
 * score is unknown, where versions tie, and where there are none.
 */
export function compareScores(scores: ReadonlyMap<string, Score>, goal: 'highest' | 'lowest'): Scores {
  // Labels come from outside, and one of them may be `__proto__`.
  const values = Object.create(null) as Record<string, number | null>;
  for (const [label, score] of scores) values[label] = score.known ? score.value : null;
  const unknown = unite(...[...scores.values()].map((score) => (score.known ? [] : score.unknown)));
  return { kind: 'score', values, best: best(scores, goal), unknown };
}

function best(scores: ReadonlyMap<string, Score>, goal: 'highest' | 'lowest'): string | null {
  const known = [...scores].flatMap(([label, score]) => (score.known ? [{ label, value: score.value }] : []));
  if (known.length < scores.size) return null;
  const values = known.map(({ value }) => value);
  const limit = goal === 'highest' ? Math.max(...values) : Math.min(...values);
  const [first, second] = known.filter(({ value }) => value === limit);
  return first === undefined || second !== undefined ? null : first.label;
}
