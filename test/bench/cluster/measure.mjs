import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { writesOf } from '../../cluster/scale/exposition.mjs';
import { createGateways, phasesOf } from '../../cluster/scale/gateways.mjs';
import { shardsOf } from '../../cluster/scale/shards.mjs';
import { request } from '../../cluster/server/request.mjs';
import { startServer } from '../../cluster/server/start.mjs';
import { startReplica } from './replica.mjs';

const NAMESPACE = 'bench';
const LEASES = 'lamia-system';
const SHARDS = 16;
/** Of what keeps the load going after everything has settled. */
const SETTLED = 20_000;

/** Figures of so many gateways on two replicas, by what they are of. */
export async function measureCluster({ root, assets, definitions, count, seconds }) {
  const server = await startServer(assets);
  const replicas = [];
  try {
    await prepare(server.access, [definitions, path.join(root, 'deploy', 'crds')]);
    for (const name of ['one', 'two']) {
      replicas.push(await startReplica({ root, kubeconfig: server.kubeconfig, name, namespace: LEASES }));
    }
    const halves = await until(() => holds(server.access, { one: SHARDS / 2, two: SHARDS / 2 }));
    const began = performance.now();
    await createGateways(server.access, { namespace: NAMESPACE, count });
    const created = performance.now() - began;
    await until(async () => (await phasesOf(server.access, NAMESPACE)).Promoted === count);
    const promoted = performance.now() - began;
    await pause(SETTLED);
    const steady = await steadyState(server.access, replicas, seconds);
    const [killed, left] = replicas;
    const ended = performance.now();
    await killed.kill();
    await until(() => holds(server.access, { [left.name]: SHARDS }));
    const handOver = performance.now() - ended;
    return {
      'shards shared after': time(halves),
      'gateways created in': time(created),
      'all released after': time(promoted),
      ...steady,
      'all shards with the other after a kill': time(handOver),
    };
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await server.stop();
  }
}

async function steadyState(access, replicas, seconds) {
  const before = await Promise.all(replicas.map((replica) => replica.metrics()));
  const writesBefore = await writesOf(access);
  await pause(seconds * 1000);
  const writes = Object.entries(await writesOf(access))
    .map(([resource, number]) => [resource, number - (writesBefore[resource] ?? 0)])
    .filter(([, number]) => number > 0);
  const after = await Promise.all(replicas.map((replica) => replica.metrics()));
  const each = (figure) => after.map((now, place) => figure(now, before[place])).join(', ');
  const lags = new Map();
  for (const [place, { lags: buckets }] of after.entries()) {
    for (const [bound, value] of buckets)
      lags.set(bound, (lags.get(bound) ?? 0) + value - (before[place].lags.get(bound) ?? 0));
  }
  return {
    'ticks a second, by replica': each((now, then) => ((now.ticks - then.ticks) / seconds).toFixed(1)),
    'tick lag p50': quantileText(lags, 0.5),
    'tick lag p99': quantileText(lags, 0.99),
    [`API writes in ${seconds} s, leases aside`]:
      writes.length === 0 ? '0' : writes.map(([resource, number]) => `${number} ${resource}`).join(', '),
    'CPU, by replica': each((now, then) => `${(((now.cpu - then.cpu) / seconds) * 100).toFixed(1)} %`),
    'RSS, by replica': each(({ rss }) => `${(rss / 2 ** 20).toFixed(0)} MiB`),
  };
}

/** The bounds of a histogram between which a quantile is. */
function quantileText(lags, quantile) {
  const bounds = [...lags.keys()].sort((left, right) => left - right);
  const wanted = quantile * (lags.get(Number.POSITIVE_INFINITY) ?? 0);
  const place = bounds.findIndex((bound) => (lags.get(bound) ?? 0) >= wanted);
  return `${place <= 0 ? 0 : bounds[place - 1]} to ${bounds[place]} s`;
}

const time = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Resolves with how long it took until something was so. */
async function until(isSo) {
  const began = performance.now();
  while (!(await isSo())) await pause(200);
  return performance.now() - began;
}

async function holds(access, wanted) {
  const found = await shardsOf(access, LEASES);
  return Object.entries(wanted).every(([name, count]) => found.get(name) === count);
}

/** Installs definitions, and the versions v1 and v2 of the application, whose pods are available. */
async function prepare(access, folders) {
  const objects = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .flatMap((name) => parseAllDocuments(readFileSync(path.join(folder, name), 'utf8')))
      .map((document) => document.toJS())
      .filter((object) => object?.kind === 'CustomResourceDefinition'),
  );
  const wanted = objects.filter(({ spec }) => ['lamia.dev', 'networking.istio.io'].includes(spec.group));
  await Promise.all(
    wanted.map((object) => post(access, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', object)),
  );
  await until(async () => (await request(access, 'GET', '/apis/lamia.dev/v1/gateways')).status === 200);
  for (const name of [NAMESPACE, LEASES]) {
    await post(access, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  for (const version of ['v1', 'v2']) {
    const labels = { app: 'shop', version };
    const deployments = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;
    const made = await post(access, deployments, {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `shop-${version}`, labels } },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'shop', image: 'shop' }] } },
      },
    });
    const counts = { replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };
    const status = { observedGeneration: 1, ...counts };
    await request(access, 'PUT', `${deployments}/shop-${version}/status`, { body: { ...made, status } });
  }
}

async function post(access, at, object) {
  const { status, body } = await request(access, 'POST', at, { body: object });
  if (status !== 201) throw new Error(`the API server answers ${status}: ${JSON.stringify(body)}`);
  return body;
}
