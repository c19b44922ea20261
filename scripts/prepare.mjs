/**
 * npm runs this at the end of `npm ci` and `npm install`, so that `npx lamia` works at once. It installs nothing itself
 * (npm is at it), and remembers what npm has installed, so that `npm start` need not do it again.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './toolchain/compile.mjs';
import { recordInstallation } from './toolchain/install.mjs';
import { root } from './toolchain/root.mjs';

if (existsSync(join(root, 'node_modules', 'typescript'))) {
  recordInstallation(root);
  process.exitCode = await ensureBuilt(root);
} else {
  // Someone asked npm to leave out development packages, perhaps by NODE_ENV=production.
  console.error(
    'nothing is built: the compiler is not installed; `npm ci --include=dev` installs it and builds',
  );
}
