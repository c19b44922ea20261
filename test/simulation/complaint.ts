import { unlikeExpected } from './ending.js';
import { INVARIANTS } from './invariants/all.js';
import { play } from './play.js';
import type { Scenario } from './scenario.js';

/** What is wrong with how a scenario went: the first promise that was broken and how; null where none was. */
export async function complaint(scenario: Scenario): Promise<string | null> {
  const played = await play(scenario);
  for (const { name, broken } of INVARIANTS) {
    const problem = broken(played);
    if (problem !== null) return `${name}: ${problem}`;
  }
  const problem = await unlikeExpected(played, () => play({ ...scenario, course: [] }));
  return problem === null
    ? null
    : `a release ends as its operators want, or as it would without faults: ${problem}`;
}
