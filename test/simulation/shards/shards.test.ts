import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../seed.js';
import { complaint } from './complaint.js';
import { arbitraryScenario } from './scenario.js';

const SCENARIOS = 60;
/** How many smaller scenarios are tried for the one that is shown. */
const SHRINKS = 30;
/** A shared machine may give this little of itself. */
const PATIENCE = 600_000;

test(
  `${SCENARIOS} random courses leave each shard with one replica at a time, and soon with one`,
  async () => {
    const found: string[] = [];
    let shrinks = 0;
    const result = await fc.check(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        if (found.length > 0 && (shrinks += 1) > SHRINKS) return;
        const problem = await complaint(scenario);
        if (problem === null) return;
        found.push(`${problem}\n\n${JSON.stringify(scenario, null, 2)}`);
        throw new Error(problem);
      }),
      { seed: runSeed(), numRuns: SCENARIOS },
    );
    expect(result.failed ? found.at(-1) : null).toBeNull();
  },
  PATIENCE,
);
