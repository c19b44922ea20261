/**
 * `node scripts/image-files.mjs FOLDER`: puts the built command into a folder, with the few packages that its bundle loads at run time
 * and nothing else of node_modules. The container image is made from it; the same sources give the same files.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { UNBUNDLED } from './toolchain/compile.mjs';
import { root } from './toolchain/root.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node scripts/image-files.mjs FOLDER');
  process.exit(2);
}
const out = resolve(folder);
const runtime = join(root, 'packages', 'runtime');

for (const name of ['bin', 'catalogue', 'dist']) {
  cpSync(join(runtime, name), join(out, name), { recursive: true, filter: isRun });
}
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, 'package.json'),
  `${JSON.stringify(shipped(join(runtime, 'package.json')), null, 2)}\n`,
);
cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
// Where the command looks for the app that it serves: as a package beside it.
const app = join(root, 'packages', 'playground');
const appHome = join(out, 'node_modules', '@lamia', 'playground');
cpSync(join(app, 'dist'), join(appHome, 'dist'), { recursive: true });
writeFileSync(
  join(appHome, 'package.json'),
  `${JSON.stringify(shipped(join(app, 'package.json')), null, 2)}\n`,
);
for (const each of closure(UNBUNDLED)) {
  cpSync(each, join(out, relative(root, each)), { recursive: true, dereference: true });
}

/**
 * What a package's manifest says of what is shipped.
 * @param {string} file
 */
function shipped(file) {
  const { name, version, license, type } = manifestIn(file);
  return { name, version, license, type };
}

/**
 * The bundles and their chunks, not what they were made from.
 * @param {string} source
 */
function isRun(source) {
  const path = relative(runtime, source);
  return /^(bin|catalogue)\b/.test(path) || /^dist(\/chunks)?(\/[^/]+\.mjs)?$/.test(path);
}

/**
 * The folders of packages and of all that they depend on; of optional ones those that this machine has.
 * @param {readonly string[]} names
 */
function closure(names) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @type {{ name: string, from: string, optional: boolean }[]} */
  const open = names.map((name) => ({ name, from: join(runtime, 'package.json'), optional: false }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const home = packageFolder(next.name, next.from);
    if (home === null && !next.optional) throw new Error(`${next.name} is not installed; run npm ci`);
    if (home === null || found.has(home)) continue;
    found.add(home);
    const from = join(home, 'package.json');
    const { dependencies = {}, optionalDependencies = {} } = manifestIn(from);
    for (const name of new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies)])) {
      open.push({ name, from, optional: name in optionalDependencies });
    }
  }
  return [...found].toSorted();
}

/**
 * Where Node looks for a package, nearest first; null where it is nowhere.
 * @param {string} name
 * @param {string} from the file that asks
 */
function packageFolder(name, from) {
  const places = createRequire(from).resolve.paths(name) ?? [];
  return (
    places.map((place) => join(place, name)).find((each) => existsSync(join(each, 'package.json'))) ?? null
  );
}

/**
 * @typedef {object} PackageManifest
 * @property {string} name
 * @property {string} version
 * @property {string} license
 * @property {string} type
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** @param {string} file */
function manifestIn(file) {
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  return /** @type {PackageManifest} */ (manifest);
}
