import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './child.mjs';
import { root } from './root.mjs';
import { tally } from './tally.mjs';

/**
 * Runs jest and counts.
 * @param {readonly string[]} args
 * @param {{ skippingAllowed: boolean, env?: NodeJS.ProcessEnv }} options
 */
export async function runJest(args, { skippingAllowed, env = process.env }) {
  const folder = mkdtempSync(join(tmpdir(), 'lamia-test-'));
  const file = join(folder, 'report.json');
  try {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const code = await run(process.execPath, [jest, '--json', `--outputFile=${file}`, ...args], {
      cwd: root,
      env: {
        ...env,
        NODE_ENV: 'test',
        NODE_OPTIONS: `${env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules`.trim(),
      },
    });
    const text = existsSync(file) ? readFileSync(file, 'utf8') : 'null';
    const report = /** @type {import('./tally.mjs').JestReport | null} */ (JSON.parse(text));
    return tally(report, code, { skippingAllowed });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
