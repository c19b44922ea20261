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

/** Words of its own, since definitions of custom resources are installed and namespaces stay. */
const ALLOWED = 'LAMIA_TEST_ON_CLUSTER';

/**
 * Where the suites run.
 * @typedef {object} Place
 * @property {string | null} assets what servers of a suite's own are started from; null where only this one may be used
 * @property {import('../test/cluster/server/request.mjs').Access} access
 * @property {string} kubeconfig
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Place>} */
function openPlace() {
  const kubeconfig = process.env['KUBECONFIG'] ?? '';
  if (process.env[ALLOWED] === '1') return existing(kubeconfig);
  if (kubeconfig !== '') {
    console.error(
      `the cluster of KUBECONFIG is left alone; to test on it, and to install definitions there, set ${ALLOWED}=1`,
    );
  }
  return ownServer();
}

/** @returns {Promise<Place>} */
async function ownServer() {
  const assets = locateAssets(process.env);
  if (assets === null) throw new Error(HOW);
  console.error(`starting the API server of ${assets}`);
  const { access, kubeconfig, stop } = await startServer(assets);
  return { assets, access, kubeconfig, stop };
}

/**
 * A cluster that is there already.
 * @param {string} kubeconfig
 * @returns {Promise<Place>}
 */
async function existing(kubeconfig) {
  if (kubeconfig === '') throw new Error(`${ALLOWED}=1 needs a cluster: set KUBECONFIG`);
  const built = new URL('../packages/runtime/dist/kubernetes/cluster/access.js', import.meta.url);
  const { openAccess } =
    /** @type {typeof import('../packages/runtime/src/kubernetes/cluster/access.js')} */ (
      await import(built.href)
    );
  const opened = await openAccess({ context: null, environment: process.env });
  const { headers, tls } = await opened.authority();
  const texts = Object.entries(tls).map(([name, value]) => [
    name,
    Buffer.isBuffer(value) ? value.toString() : value,
  ]);
  const access = { url: opened.server, headers, tls: Object.fromEntries(texts) };
  console.error(`testing on the cluster at ${opened.server}`);
  return { assets: null, access, kubeconfig, stop: () => Promise.resolve() };
}

/** Runs the suites. */
async function runSuites() {
  const { assets, access, kubeconfig, stop } = await openPlace();
  try {
    const described = { assets, access, kubeconfig, minor: await minorOf(access) };
    const env = { ...process.env, LAMIA_TEST_SERVER: JSON.stringify(described) };
    const args = ['--config', 'jest.cluster.config.mjs', ...process.argv.slice(2)];
    return await runJest(args, { skippingAllowed: process.env['CI'] !== 'true', env });
  } finally {
    await stop();
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
    return await runSuites();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return failed;
  }
}

const counts = await counted();
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
console.log(tallyText(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
