import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryScenario } from './arbitrary-scenario.js';
import { runSeed } from '../seed.js';
import { complaint } from './complaint.js';
import { scenarioText } from './scenario.js';

const RELEASES = 2_000;
/** How many smaller scenarios are tried for the one that is shown. */
const SHRINKS = 1_000;
/** A shared machine may give this little of itself. */
const PATIENCE = 1_200_000;

test(
  `${RELEASES} random releases keep what is promised, whatever befalls them`,
  async () => {
    // The same releases at every run, so that a change is what makes it fail; `LAMIA_SEED` plays others.
    const seed = runSeed();
    const path = process.env['LAMIA_PATH'];
    const found: string[] = [];
    let shrinks = 0;
    const result = await fc.check(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        if (found.length > 0 && (shrinks += 1) > SHRINKS) return;
        const problem = await complaint(scenario);
        if (problem === null) return;
        found.push(`${problem}\n\n${scenarioText(scenario)}`);
        throw new Error(problem);
      }),
      { seed, numRuns: RELEASES, ...(path === undefined ? {} : { path }) },
    );
    const again = `LAMIA_SEED=${seed} LAMIA_PATH=${result.counterexamplePath ?? ''}`;
    expect(result.failed ? `${found.at(-1) ?? ''}\n\nthe same again: ${again}` : null).toBeNull();
  },
  PATIENCE,
);
