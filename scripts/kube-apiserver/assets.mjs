import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isExecutable } from '../toolchain/programs.mjs';

/** The Go module that pins what is built: `go.mod` the versions, `go.sum` the contents. */
export const MODULE = import.meta.dirname;

/** What is built: the programs that envtest expects in a folder, by their packages. */
export const PROGRAMS = /** @type {const} */ ({
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  etcd: 'go.etcd.io/etcd/server/v3',
});

/** @typedef {keyof typeof PROGRAMS} ProgramName */

/**
 * The version of a module that `go.mod` requires.
 * @param {string} path of the module
 * @returns {string} such as `1.34.2`
 */
export function pinnedVersion(path) {
  const text = readFileSync(join(MODULE, 'go.mod'), 'utf8');
  const line = text.split('\n').find((each) => each.trim().startsWith(`${path} v`));
  if (line === undefined) throw new Error(`go.mod requires no ${path}`);
  return (
    line
      .trim()
      .slice(path.length + 2)
      .split(' ')[0] ?? ''
  );
}

/**
 * Where built servers are kept for the next run, which may be that of another checkout.
 * @param {NodeJS.ProcessEnv} env
 */
function cacheOf(env) {
  const named = env['XDG_CACHE_HOME'] ?? '';
  return join(named === '' ? join(homedir(), '.cache') : named, 'lamia', 'kubebuilder-assets');
}

/**
 * The folder of the pinned server.
 * @param {NodeJS.ProcessEnv} env
 */
export function assetsFolder(env) {
  const versions = `${pinnedVersion('k8s.io/kubernetes')}-etcd-${pinnedVersion(PROGRAMS.etcd)}`;
  return join(cacheOf(env), `${versions}-${process.platform}-${process.arch}`);
}

/** The release that can be built from Debian's sources, without the Go module proxy. */
export const OLDER = '1.20.2';

/**
 * The folder of the older server.
 * @param {NodeJS.ProcessEnv} env
 */
export const olderFolder = (env) => join(cacheOf(env), `${OLDER}-${process.platform}-${process.arch}`);

/**
 * Whether a folder has all that is needed.
 * @param {string} folder
 */
export const isComplete = (folder) => Object.keys(PROGRAMS).every((name) => isExecutable(join(folder, name)));

/**
 * A folder with a server: the one that the environment names (an error where it is none), or one that was built before; null for
 * none.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null}
 */
export function locateAssets(env) {
  const named = env['KUBEBUILDER_ASSETS'] ?? '';
  if (named === '') return [assetsFolder(env), olderFolder(env)].find((each) => isComplete(each)) ?? null;
  if (isComplete(named)) return named;
  throw new Error(
    `\`${named}\`, which KUBEBUILDER_ASSETS names, has no kube-apiserver and etcd that can be run`,
  );
}
