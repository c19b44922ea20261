import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { becomesReady, freePorts, launch } from './child-process.mjs';
import { startEtcd } from './etcd.mjs';
import { kubeconfigText } from './kubeconfig.mjs';
import { request, withToken } from './request.mjs';

const READY_WITHIN = 90_000;
/** Another process may take the free port before the server opens it. */
const ATTEMPTS = 3;
/** Of the cluster's administrator. The server listens on loopback alone and lives for the tests. */
const TOKEN = 'administrator';

/**
 * A real API server with its etcd, on free ports of loopback and in a temporary folder, as envtest has it: nothing runs pods, fills
 * in the status of deployments, collects garbage or ends namespaces.
 * @typedef {object} RunningServer
 * @property {import('./request.mjs').Access} access as the cluster's administrator
 * @property {string} kubeconfig path of a file for the administrator
 * @property {() => number} pid of the API server
 * @property {() => Promise<void>} compact makes etcd forget all of the past: a watch cannot go on from before
 * @property {() => Promise<void>} killApiServer at once, as kill -9 does
 * @property {() => Promise<void>} startApiServer at the same address as before, once it was killed
 * @property {() => Promise<void>} stop ends both programs and removes the folder
 */

/**
 * @param {string} assets folder with kube-apiserver and etcd
 * @param {{ flags?: readonly string[] }} [options] more flags for the API server
 * @returns {Promise<RunningServer>}
 */
export async function startServer(assets, { flags = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lamia-cluster-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  try {
    const etcd = await startEtcd(assets, folder);
    const certificates = prepare(folder);
    try {
      return await serve(assets, { folder, certificates, etcd, flags });
    } catch (error) {
      await etcd.end();
      throw error;
    }
  } catch (error) {
    removeFolder();
    throw error;
  }
}

/**
 * Writes what the API server reads.
 * @param {string} folder
 */
function prepare(folder) {
  const certificates = join(folder, 'certificates');
  mkdirSync(certificates);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(join(certificates, 'service-accounts.key'), privateKey, { mode: 0o600 });
  writeFileSync(join(certificates, 'tokens.csv'), `${TOKEN},administrator,administrator,system:masters\n`);
  return certificates;
}

/**
 * @param {string} assets
 * @param {{ folder: string, certificates: string, etcd: import('./etcd.mjs').Etcd, flags: readonly string[] }} scene
 * @returns {Promise<RunningServer>}
 */
async function serve(assets, { folder, certificates, etcd, flags }) {
  const key = join(certificates, 'service-accounts.key');
  const fixed = [
    `--etcd-servers=${etcd.url}`,
    '--bind-address=127.0.0.1',
    `--cert-dir=${certificates}`,
    `--token-auth-file=${join(certificates, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-signing-key-file=${key}`,
    `--service-account-key-file=${key}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    // Wants tokens that only a controller manager makes.
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
    ...flags,
  ];
  /** @param {number} port */
  const attempt = async (port) => {
    const program = launch(join(assets, 'kube-apiserver'), [...fixed, `--secure-port=${port}`]);
    const ready = await becomesReady(program, READY_WITHIN, async () => {
      const answer = await request(accessOf(certificates, port), 'GET', '/readyz');
      return answer.status === 200;
    });
    if (ready) return program;
    await program.end('SIGKILL');
    throw new Error(`kube-apiserver is not ready: ${program.said()}`);
  };

  let { port, program } = await onFreePort(attempt);
  const access = accessOf(certificates, port);
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigText(access), { mode: 0o600 });
  return {
    access,
    kubeconfig,
    pid: () => program.pid,
    compact: etcd.compact,
    killApiServer: () => program.end('SIGKILL'),
    async startApiServer() {
      program = await attempt(port);
    },
    async stop() {
      await program.end();
      await etcd.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * @template Program
 * @param {(port: number) => Promise<Program>} start
 */
async function onFreePort(start) {
  for (let attempt = 1; ; attempt += 1) {
    const [port = 0] = await freePorts(1);
    try {
      return { port, program: await start(port) };
    } catch (error) {
      const isTaken = error instanceof Error && error.message.includes('address already in use');
      if (attempt === ATTEMPTS || !isTaken) throw error;
    }
  }
}

/**
 * @param {string} certificates
 * @param {number} port
 * @returns {import('./request.mjs').Access}
 */
function accessOf(certificates, port) {
  const file = join(certificates, 'apiserver.crt');
  const ca = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const url = `https://127.0.0.1:${port}`;
  return withToken({ url, headers: {}, tls: { ca } }, TOKEN);
}
