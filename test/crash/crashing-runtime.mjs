/**
 * The runtime of the built package on its real parts, killing itself with SIGKILL at a chosen point of its n-th step:
 * `node crashing-runtime.mjs GATEWAY_FILE STATE_FILE JOURNAL POINT NTH`. Every weight given to the data plane is first written
 * to the journal. Without a point it ends, with status 0, once the release has.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfiguration } from '../../packages/runtime/dist/config/load-configuration.js';
import { ReleaseRuntime } from '../../packages/runtime/dist/release/runtime.js';
import { systemClock } from '../../packages/runtime/dist/release/system-clock.js';
import { Reach } from '../../packages/runtime/dist/discovery/reach.js';
import { EndpointReadiness } from '../../packages/runtime/dist/release/endpoint-readiness.js';
import { openTarget } from '../../packages/runtime/dist/routing/open-target.js';
import { LibsqlStore } from '../../packages/runtime/dist/store/libsql/libsql-store.js';

const [gatewayFile, stateFile, journal, point = '', nth = '0'] = process.argv.slice(2);

let steps = 0;
const dieAt = (where) => {
  if (where === point && steps === Number(nth)) process.kill(process.pid, 'SIGKILL');
};

const { gateways, findings } = await loadConfiguration([
  { file: gatewayFile, text: readFileSync(gatewayFile, 'utf8') },
]);
if (gateways.length !== 1) throw new Error(JSON.stringify(findings));

const store = LibsqlStore.open(stateFile);
const crashingStore = {
  load: () => store.load(),
  decisions: (gateway, limit) => store.decisions(gateway, limit),
  close: () => store.close(),
  async saveIntents(intents) {
    // Those of the start belong to no tick.
    if (intents.some(({ record }) => record !== null)) steps += 1;
    dieAt('before the intent is stored');
    await store.saveIntents(intents);
    dieAt('after the intent is stored');
  },
  async saveOutcomes(outcomes) {
    dieAt('before the outcome is stored');
    await store.saveOutcomes(outcomes);
    dieAt('after the outcome is stored');
  },
};

const target = await openTarget(gateways[0].target, {
  directory: path.join(path.dirname(stateFile), 'haproxy'),
});
const note = (routing) =>
  appendFileSync(journal, `${JSON.stringify(Object.fromEntries(routing.routes.get('default')))}\n`);
const crashingTarget = {
  serving: target.serving,
  kind: target.kind,
  quantum: target.quantum,
  address: (gateway) => target.address(gateway),
  metricsUrl: () => target.metricsUrl(),
  observe: (gateway, signal) => target.observe(gateway, signal),
  async serve(served, routings, signal) {
    routings.forEach(note);
    await target.serve(served, routings, signal);
  },
  async apply(routing, signal) {
    note(routing);
    await target.apply(routing, signal);
    dieAt('after the weights are applied');
  },
};

const runtime = new ReleaseRuntime({
  clock: systemClock,
  store: crashingStore,
  readiness: new EndpointReadiness(new Reach()),
  targetOf: () => crashingTarget,
  sourceOf: () => null,
  catalogueOf: () => null,
  report: (fault) => {
    throw fault;
  },
});
const ended = new Promise((resolve) => {
  runtime.subscribe((event) => {
    if (event.kind === 'ended') resolve(event);
  });
});
const started = await runtime.start(gateways);
if (!started.ok) throw new Error(JSON.stringify(started.problems));
await ended;
await runtime.stop();
await store.close();
await target.close();
