/** `npm run lint`: the rules of eslint, the form of prettier, and knip's search for what nothing uses. */
import { join } from 'node:path';
import { run } from './toolchain/child.mjs';
import { ensureBuilt } from './toolchain/compile.mjs';
import { ensureInstalled } from './toolchain/install.mjs';
import { root } from './toolchain/root.mjs';

const STEPS = [
  ['eslint/bin/eslint.js', '--max-warnings', '0', '.'],
  ['prettier/bin/prettier.cjs', '--check', '.'],
  ['knip/bin/knip.js'],
];

// Rules that know types read the declarations of the packages, which a build makes.
const ready = (await ensureInstalled(root)) || (await ensureBuilt(root));
if (ready !== 0) process.exit(ready);

const codes = [];
for (const [program = '', ...args] of STEPS) {
  codes.push(await run(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root }));
}
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
