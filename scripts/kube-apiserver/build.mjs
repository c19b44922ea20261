/**
 * `npm run build:kube-apiserver`: builds a Kubernetes API server and its etcd for `npm run test:cluster`, unless that was done
 * before, and prints their folder. The sources come from the Go module proxy, pinned; the first time takes some ten minutes
 * and 2 GB of memory. `--older=SCRIPT` names a script that builds an older server into the folder it is given, for machines that do not
 * reach the proxy.
 */
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../toolchain/child.mjs';
import { findProgram } from '../toolchain/programs.mjs';
import { assetsFolder, isComplete, MODULE, OLDER, olderFolder, pinnedVersion, PROGRAMS } from './assets.mjs';
import { findGo } from './go.mjs';

/**
 * Makes a folder that is there as a whole or not at all, whenever it is interrupted and whoever else makes it.
 * @param {string} folder
 * @param {(unfinished: string) => Promise<void>} make
 */
async function whole(folder, make) {
  if (isComplete(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}.`);
  try {
    const content = join(unfinished, 'content');
    mkdirSync(content);
    await make(content);
    // Another build may have been quicker.
    if (!isComplete(folder)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(content, folder);
    }
    return folder;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/**
 * Runs a command whose output is not the answer of this script.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
async function must(command, args, options) {
  const code = await run(command, args, { ...options, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new Error(`\`${command}\` ended with code ${code}`);
}

/** @param {string} folder */
async function fromModules(folder) {
  const go = await findGo();
  const version = pinnedVersion('k8s.io/kubernetes');
  const [major, minor] = version.split('.');
  // As in Kubernetes' own build: what the server says of itself. Without them it says 0.0.
  const stamps = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) =>
    [`gitVersion=v${version}`, `gitMajor=${major}`, `gitMinor=${minor}`, 'gitTreeState=clean'].map(
      (stamp) => `-X ${path}.${stamp}`,
    ),
  );
  console.error(`building kube-apiserver ${version} and etcd, which takes some ten minutes the first time`);
  for (const [name, path] of Object.entries(PROGRAMS)) {
    const flags = ['-mod=readonly', '-trimpath', '-buildvcs=false', `-ldflags=-s -w ${stamps.join(' ')}`];
    await must(go, ['build', ...flags, '-o', join(folder, name), path], {
      cwd: MODULE,
      env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOTOOLCHAIN: 'auto', GOWORK: 'off' },
    });
  }
}

/** @param {string} script */
const fromScript = (script) => async (/** @type {string} */ folder) => {
  console.error(`building kube-apiserver ${OLDER} with ${script}, which takes some five minutes`);
  const scratch = mkdtempSync(join(dirname(folder), 'scratch-'));
  await must(script, [scratch]);
  const etcd = findProgram('etcd', process.env['PATH'] ?? '');
  if (etcd === null) throw new Error('there is no etcd on PATH: install the package etcd-server');
  copyFileSync(join(scratch, 'kube-apiserver'), join(folder, 'kube-apiserver'));
  copyFileSync(etcd, join(folder, 'etcd'));
  for (const name of Object.keys(PROGRAMS)) chmodSync(join(folder, name), 0o755);
};

async function build() {
  const older = process.argv.find((word) => word.startsWith('--older='))?.slice('--older='.length);
  try {
    return await whole(assetsFolder(process.env), fromModules);
  } catch (error) {
    if (older === undefined) throw error;
    console.error(error instanceof Error ? error.message : error);
    return whole(olderFolder(process.env), fromScript(older));
  }
}

try {
  console.log(await build());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
