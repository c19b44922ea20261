/**
 * `npm test`: installs and builds what is missing, then runs every suite but those of `npm run test:cluster`; arguments go on to jest. The last line is `N passed, N failed`.
 */
import { aptInstall } from './toolchain/apt.mjs';
import { ensureBuilt } from './toolchain/compile.mjs';
import { ensureInstalled } from './toolchain/install.mjs';
import { runJest } from './toolchain/jest.mjs';
import { pipInstall } from './toolchain/pip.mjs';
import { PROGRAMS, locateProgram, planInstallation, thisMachine } from './toolchain/programs.mjs';
import { root } from './toolchain/root.mjs';
import { tallyText } from './toolchain/tally.mjs';

const inCI = process.env['CI'] === 'true';

const missingPrograms = () =>
  PROGRAMS.filter((program) => locateProgram(program, process.env['PATH'] ?? '', root) === null);

/**
 * Installs the programs that suites need where that is possible, and says what will be skipped where it is not.
 * @returns {Promise<number>} 0 when the tests may run
 */
async function ensurePrograms() {
  const missing = missingPrograms();
  if (missing.length === 0) return 0;
  const plan = planInstallation(missing, thisMachine(process.env), root);
  await installPlanned(plan);
  const stillMissing = missingPrograms();
  if (stillMissing.length === 0) return 0;
  for (const program of stillMissing) {
    console.error(
      `${inCI ? 'missing' : 'skipping'}: suites that need \`${program.name}\`, ${program.suites}`,
    );
  }
  for (const command of plan.tell) console.error(`to run them: ${command}`);
  if (inCI) console.error('in CI nothing may be skipped');
  return inCI ? 1 : 0;
}

/** @param {import('./toolchain/programs.mjs').InstallationPlan} plan */
async function installPlanned(plan) {
  if (plan.apt.length > 0) {
    console.error(`installing ${plan.apt.join(', ')} with apt (LAMIA_NO_APT=1 keeps this from happening)`);
    const code = await aptInstall(plan.apt);
    if (code !== 0) console.error(`apt-get ended with code ${code}`);
  }
  for (const python of plan.python) {
    console.error(
      `installing ${python.package} ${python.version} with pip into .cache (LAMIA_NO_PIP=1 keeps this from happening)`,
    );
    const code = await pipInstall(root, python);
    if (code !== 0) console.error(`pip ended with code ${code}`);
  }
}

const ready = (await ensureInstalled(root)) || (await ensureBuilt(root)) || (await ensurePrograms());
const counts =
  ready === 0
    ? await runJest(process.argv.slice(2), { skippingAllowed: !inCI })
    : { passed: 0, failed: 1, skipped: 0 };
if (counts.skipped > 0) {
  console.log(`${counts.skipped} skipped${inCI ? ', which counts as failed in CI' : ''}`);
}
console.log(tallyText(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
