import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const READ = /readFileSync\(new URL\('([^']+)', import\.meta\.url\), 'utf8'\)/g;

/**
 * Puts the text of a file in place of the expression that reads it from beside its module,
 * `readFileSync(new URL('./page.css', import.meta.url), 'utf8')`: in a bundle nothing is beside the module any more. Run
 * from the sources, as the tests do, the expression means the same.
 * @param {string} source
 * @param {string} module path of the file that holds the source
 */
export function inlineReads(source, module) {
  return source.replace(READ, (_expression, /** @type {string} */ name) =>
    JSON.stringify(readFileSync(join(dirname(module), name), 'utf8')),
  );
}

/**
 * The same as a plugin for esbuild.
 * @type {import('esbuild').Plugin}
 */
export const inlineFiles = {
  name: 'inline-files',
  setup(build) {
    build.onLoad({ filter: /[\\/]packages[\\/]\w+[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: inlineReads(readFileSync(path, 'utf8'), path),
      loader: 'ts',
    }));
  },
};
