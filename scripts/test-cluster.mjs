/**
 * `npm run test:cluster`: the suites on a real Kubernetes API server; arguments go on to jest. The last line is `N passed, N failed`.
 */
import { request } from '../test/cluster/server/request.mjs';
import { startServer } from '../test/cluster/server/start.mjs';
import { locateAssets } from './kube-apiserver/assets.mjs';
import { ensureBuilt } from './toolchain/compile.mjs';
import { ensureInstalled } from './toolchain/install.mjs';
import { runJest } from './toolchain/jest.mjs';
import { root } from './toolchain/root.mjs';
import { tallyText } from './toolchain/tally.mjs';

const HOW = [
  'there is no API server to test on:',
  'build one with `npm run build:kube-apiserver`,',
  'or set KUBEBUILDER_ASSETS to a folder with kube-apiserver and etcd',
].join(' ');

/** Runs the suites on a server of their own. */
async function runOnServer() {
  const assets = locateAssets(process.env);
  if (assets === null) throw new Error(HOW);
  console.error(`starting the API server of ${assets}`);
  const server = await startServer(assets);
  try {
    const { access, kubeconfig } = server;
    const described = { assets, access, kubeconfig, minor: await minorOf(access) };
    const env = { ...process.env, LAMIA_TEST_SERVER: JSON.stringify(described) };
    const args = ['--config', 'jest.cluster.config.mjs', ...process.argv.slice(2)];
    return await runJest(args, { skippingAllowed: process.env['CI'] !== 'true', env });
  } finally {
    await server.stop();
  }
}

/**
 * The release of a server: 34 of 1.34.
 * @param {import('../test/cluster/server/request.mjs').Access} access
 */
async function minorOf(access) {
  const { body } = await request(access, 'GET', '/version');
  const { gitVersion, minor } = /** @type {{ gitVersion: string, minor: string }} */ (body);
  console.error(`the API server is ${gitVersion}`);
  return Number.parseInt(minor, 10);
}

async function counted() {
  const failed = { passed: 0, failed: 1, skipped: 0 };
  if ((await ensureInstalled(root)) || (await ensureBuilt(root))) return failed;
  try {
    return await runOnServer();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return failed;
  }
}

const counts = await counted();
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
console.log(tallyText(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
