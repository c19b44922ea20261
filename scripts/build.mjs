/** `npm run build`: compiles and bundles everything, whatever was built before. */
import { build } from './toolchain/compile.mjs';
import { ensureInstalled, isInstalled } from './toolchain/install.mjs';
import { root } from './toolchain/root.mjs';

// An installation ends with a build, see prepare.mjs.
process.exitCode = isInstalled(root) ? await build(root) : await ensureInstalled(root);
