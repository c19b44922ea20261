import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../seed.js';
import { played } from './course.js';
import { scenarios, type Scenario } from './scenario.js';

/** How many smaller scenarios are tried for the one that is shown. */
const SHRINKS = 30;
/** A shared machine may give this little of itself. */
const PATIENCE = 600_000;

/** Plays random scenarios: how often a shard was begun in all of them, and the smallest one that went wrong with what did; else null. */
async function playAll(arbitrary: fc.Arbitrary<Scenario>, numRuns: number): Promise<[number, string | null]> {
  const found: string[] = [];
  let [shrinks, changes] = [0, 0];
  const result = await fc.check(
    fc.asyncProperty(arbitrary, async (scenario) => {
      if (found.length > 0 && (shrinks += 1) > SHRINKS) return;
      const course = await played(scenario);
      changes += course.changes;
      if (course.complaint === null) return;
      found.push(`${course.complaint}\n\n${JSON.stringify(scenario, null, 2)}`);
      throw new Error(course.complaint);
    }),
    { seed: runSeed(), numRuns },
  );
  return [changes, result.failed ? (found.at(-1) ?? '') : null];
}

test.each([
  ['short', 40, { min: 1, max: 10 }],
  ['long', 3, { min: 30, max: 40 }],
] as const)(
  '%s random courses leave each shard with one replica at a time, and soon with one',
  async (_, count, incidents) => {
    const [changes, problem] = await playAll(scenarios(incidents), count);
    expect(problem).toBeNull();
    // Nothing was shown where nothing changed hands.
    expect(changes / count).toBeGreaterThan(incidents.max / 10);
  },
  PATIENCE,
);
