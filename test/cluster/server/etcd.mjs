import { join } from 'node:path';
import { becomesReady, freePorts, launch } from './child-process.mjs';

const READY_WITHIN = 30_000;
/** Another process may take a free port before etcd opens it. */
const ATTEMPTS = 3;

/**
 * @typedef {object} Etcd
 * @property {string} url
 * @property {() => Promise<void>} compact forgets all of the past: a watch cannot go on from before
 * @property {() => Promise<void>} end
 */

/**
 * Starts etcd with its data in a folder.
 * @param {string} assets where the program is
 * @param {string} folder
 * @returns {Promise<Etcd>}
 */
export async function startEtcd(assets, folder) {
  for (let attempt = 1; ; attempt += 1) {
    const [client, peer] = (await freePorts(2)).map((port) => `http://127.0.0.1:${port}`);
    if (client === undefined || peer === undefined) throw new Error('there are no free ports');
    const program = launch(join(assets, 'etcd'), [
      `--data-dir=${join(folder, `etcd-${attempt}`)}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // A machine that loses its power loses nothing that anybody needs.
      '--unsafe-no-fsync',
      '--log-level=warn',
    ]);
    if (await becomesReady(program, READY_WITHIN, async () => (await fetch(`${client}/health`)).ok)) {
      return { url: client, compact: () => compact(client), end: () => program.end() };
    }
    await program.end('SIGKILL');
    if (attempt === ATTEMPTS) throw new Error(`etcd is not ready: ${program.said()}`);
  }
}

/** @param {string} url */
async function compact(url) {
  const { header } = /** @type {{ header: { revision: string } }} */ (
    await post(`${url}/v3/kv/range`, { key: Buffer.from('none').toString('base64') })
  );
  await post(`${url}/v3/kv/compaction`, { revision: header.revision, physical: true });
}

/**
 * @param {string} url
 * @param {unknown} body
 */
async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(READY_WITHIN),
  });
  if (!response.ok) throw new Error(`etcd answers ${url} with ${response.status}: ${await response.text()}`);
  return response.json();
}
