/**
 * The runtime of the built package with its real store, and a data plane that is a file: `node killed-runtime.mjs GATEWAY_FILE
 * FOLDER`. It says `started` once it is at work, is there to be killed at any instant, and ends with status 0 once the release has.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfiguration } from '../../packages/runtime/dist/config/load-configuration.js';
import { ReleaseRuntime } from '../../packages/runtime/dist/release/runtime.js';
import { systemClock } from '../../packages/runtime/dist/release/system-clock.js';
import { LibsqlStore } from '../../packages/runtime/dist/store/libsql/libsql-store.js';

const [gatewayFile, folder] = process.argv.slice(2);
const weightsFile = path.join(folder, 'weights.json');

const { gateways, findings } = await loadConfiguration([
  { file: gatewayFile, text: readFileSync(gatewayFile, 'utf8') },
]);
if (gateways.length !== 1) throw new Error(JSON.stringify(findings));

const give = (routing) => {
  const shares = [...routing.routes.get('default')];
  const line = { at: Date.now(), share: new Map(shares).get('version2') ?? 0 };
  appendFileSync(path.join(folder, 'journal'), `${JSON.stringify(line)}\n`);
  writeFileSync(`${weightsFile}.new`, JSON.stringify(shares));
  renameSync(`${weightsFile}.new`, weightsFile);
};
const target = {
  serving: 'whole',
  kind: 'file',
  quantum: 1,
  address: () => null,
  metricsUrl: () => null,
  close: () => Promise.resolve(),
  observe: async (gateway) =>
    existsSync(weightsFile)
      ? { gateway, routes: new Map([['default', new Map(JSON.parse(readFileSync(weightsFile, 'utf8')))]]) }
      : null,
  serve: async (_gateways, routings) => routings.forEach(give),
  apply: async (routing) => give(routing),
};

const store = LibsqlStore.open(path.join(folder, 'state.db'));
const runtime = new ReleaseRuntime({
  clock: systemClock,
  store,
  readiness: { probe: async () => ({ ready: true }) },
  targetOf: () => target,
  sourceOf: () => null,
  catalogueOf: () => null,
  report: (fault) => {
    throw fault;
  },
});
const ended = new Promise((resolve) => {
  runtime.subscribe((event) => {
    const isOver = event.kind === 'resumed' && event.phase === 'Promoted';
    if (event.kind === 'ended' || isOver) resolve(event.phase);
  });
});
const started = await runtime.start(gateways);
if (!started.ok) throw new Error(JSON.stringify(started.problems));
process.stdout.write('started\n');
process.stdout.write(`${await ended}\n`);
await runtime.stop();
await store.close();
