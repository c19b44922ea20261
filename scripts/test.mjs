/**
 * `npm test`: installs and builds what is missing, then runs every suite; arguments go on to jest. The last line is `N passed, N failed`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall } from './toolchain/apt.mjs';
import { run } from './toolchain/child.mjs';
import { ensureBuilt } from './toolchain/compile.mjs';
import { ensureInstalled } from './toolchain/install.mjs';
import { PROGRAMS, findProgram, planInstallation, thisMachine } from './toolchain/programs.mjs';
import { root } from './toolchain/root.mjs';
import { tally, tallyText } from './toolchain/tally.mjs';

const inCI = process.env['CI'] === 'true';

/** Programs that are neither on PATH nor where Debian puts daemons. */
const missingPrograms = () =>
  PROGRAMS.filter((program) => findProgram(program.name, process.env['PATH'] ?? '') === null);

/**
 * Installs the programs that suites need where that is possible, and says what will be skipped where it is not.
 * @returns {Promise<number>} 0 when the tests may run
 */
async function ensurePrograms() {
  const missing = missingPrograms();
  if (missing.length === 0) return 0;
  const plan = planInstallation(missing, thisMachine(process.env));
  if (plan.kind === 'install') {
    console.error(
      `installing ${plan.packages.join(', ')} with apt (LAMIA_NO_APT=1 keeps this from happening)`,
    );
    const code = await aptInstall(plan.packages);
    if (missingPrograms().length === 0) return 0;
    console.error(`apt-get ended with code ${code}`);
  }
  for (const program of missingPrograms()) {
    console.error(
      `${inCI ? 'missing' : 'skipping'}: suites that need \`${program.name}\`, ${program.suites}`,
    );
  }
  if (plan.kind === 'tell') console.error(`to run them: ${plan.command}`);
  if (inCI) console.error('in CI nothing may be skipped');
  return inCI ? 1 : 0;
}

/** Runs jest and counts. */
async function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'lamia-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await run(
      process.execPath,
      [
        join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
        '--json',
        `--outputFile=${file}`,
        ...process.argv.slice(2),
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          NODE_ENV: 'test',
          NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules`.trim(),
        },
      },
    );
    const text = existsSync(file) ? readFileSync(file, 'utf8') : 'null';
    const report = /** @type {import('./toolchain/tally.mjs').JestReport | null} */ (JSON.parse(text));
    return tally(report, code, { skippingAllowed: !inCI });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ready = (await ensureInstalled(root)) || (await ensureBuilt(root)) || (await ensurePrograms());
const counts = ready === 0 ? await runJest() : { passed: 0, failed: 1, skipped: 0 };
if (counts.skipped > 0) {
  console.log(`${counts.skipped} skipped${inCI ? ', which counts as failed in CI' : ''}`);
}
console.log(tallyText(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
