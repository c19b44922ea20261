import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './child.mjs';
import { fingerprint, recordedFingerprint } from './fingerprint.mjs';

/** Packages that the bundle loads when it runs: this one loads a native library from its own folder. */
export const UNBUNDLED = ['libsql'];

/** @param {string} root */
const distOf = (root) => join(root, 'packages', 'runtime', 'dist');
/** @param {string} root */
const appOf = (root) => join(root, 'packages', 'playground');
/** @param {string} root */
const recordOf = (root) => join(distOf(root), '.fingerprint');

/**
 * Everything that the build reads, tests excepted: a changed test needs no build.
 * @param {string} root
 */
function inputs(root) {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  const sources = packages.flatMap((folder) => {
    const source = join(folder, 'src');
    if (!existsSync(source)) return [];
    return readdirSync(source, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name));
  });
  const settings = packages.flatMap((folder) => [
    ...['package.json', 'tsconfig.json', 'vite.config.ts', 'index.html'].map((name) => join(folder, name)),
  ]);
  return [
    ...sources,
    ...settings.filter((file) => existsSync(file)),
    ...['package-lock.json', 'tsconfig.json', 'tsconfig.base.json'].map((name) => join(root, name)),
    join(root, 'scripts', 'toolchain', 'compile.mjs'),
  ];
}

/** @param {string} root */
function isBuilt(root) {
  return (
    existsSync(join(root, 'packages', 'lang', 'dist', 'index.js')) &&
    existsSync(join(distOf(root), 'lamia.mjs')) &&
    existsSync(join(appOf(root), 'dist', 'index.html')) &&
    recordedFingerprint(recordOf(root)) === fingerprint(root, inputs(root))
  );
}

/**
 * Compiles all packages (checking their types) and bundles the command, unless the sources are those of the last build.
 * @param {string} root
 * @returns {Promise<number>} 0, or the failed compiler's exit code
 */
export async function ensureBuilt(root) {
  return isBuilt(root) ? 0 : build(root);
}

/**
 * The same, whatever was built before.
 * @param {string} root
 * @returns {Promise<number>}
 */
export async function build(root) {
  console.error('building');
  // Taken before, so that a file saved during the build makes the next one run.
  const sources = fingerprint(root, inputs(root));
  rmSync(recordOf(root), { force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const code = await run(process.execPath, [tsc, '-b', '--pretty'], { cwd: root });
  if (code !== 0) return code;
  await bundle(root);
  await buildApp(root);
  writeFileSync(recordOf(root), `${sources}\n`);
  return 0;
}

/**
 * Builds the playground and console into a folder of static files. Throws the bundler's error, which names the place.
 * @param {string} root
 */
async function buildApp(root) {
  const { build: vite } = await import('vite');
  await vite({ configFile: join(appOf(root), 'vite.config.ts'), logLevel: 'warn' });
}

/**
 * Bundles the `lamia` command and its thread: an entry each, and a chunk for whatever it imports lazily, so that `lamia --version` does not
 * pay for a web server. Throws esbuild's error, which names the place.
 * @param {string} root
 */
export async function bundle(root) {
  const { build: esbuild } = await import('esbuild');
  const outdir = distOf(root);
  const manifest = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(join(root, 'packages', 'runtime', 'package.json'), 'utf8'))
  );
  const { metafile } = await esbuild({
    absWorkingDir: root,
    entryPoints: [
      { in: 'packages/runtime/src/main.ts', out: 'lamia' },
      // The thread that works on texts of strangers.
      { in: 'packages/runtime/src/api/language/worker.ts', out: 'language-worker' },
    ],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
    alias: {
      '@lamia/lang': join(root, 'packages', 'lang', 'src', 'index.ts'),
      // The single-file bundle loads in 14 ms; the default entry pulls in hundreds of lodash-es files.
      chevrotain: join(root, 'node_modules', 'chevrotain', 'lib', 'chevrotain.mjs'),
    },
    external: [...UNBUNDLED],
    define: { LAMIA_VERSION: JSON.stringify(manifest.version) },
    // Bundled CommonJS packages call `require` for Node's own modules.
    banner: {
      js: "import { createRequire as lamiaCreateRequire } from 'node:module'; const require = lamiaCreateRequire(import.meta.url);",
    },
  });
  const current = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
  const chunks = join(outdir, 'chunks');
  for (const name of existsSync(chunks) ? readdirSync(chunks) : []) {
    if (!current.has(name)) rmSync(join(chunks, name));
  }
}
