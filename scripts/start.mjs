/** `npm start`: installs and builds what changed, then runs the demonstration with the arguments given. */
import { join } from 'node:path';
import { run } from './toolchain/child.mjs';
import { ensureBuilt } from './toolchain/compile.mjs';
import { ensureInstalled } from './toolchain/install.mjs';
import { root } from './toolchain/root.mjs';

process.exitCode =
  (await ensureInstalled(root)) ||
  (await ensureBuilt(root)) ||
  (await run(process.execPath, [
    join(root, 'packages', 'runtime', 'bin', 'lamia.mjs'),
    'demo',
    ...process.argv.slice(2),
  ]));
