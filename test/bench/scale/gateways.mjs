/**
 * The measured process of `npm run bench:scale`: `node gateways.mjs COUNT PROMETHEUS STATE_FILE WARM_UP SECONDS READS` runs so many
 * gateways on the built package, real but for their data plane, which is a map in memory,
 * and reads their status through the API so many times a second. Prints one JSON document.
 */
import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadConfiguration } from '../../../packages/runtime/dist/config/load-configuration.js';
import { startApiServer } from '../../../packages/runtime/dist/api/server.js';
import { giveWay } from '../../../packages/runtime/dist/event-loop/give-way.js';
import { languageCatalogue } from '../../../packages/runtime/dist/metrics/catalogue/language.js';
import { loadCatalogue } from '../../../packages/runtime/dist/metrics/catalogue/load.js';
import { openPrometheus } from '../../../packages/runtime/dist/metrics/prometheus.js';
import { ReleaseRuntime } from '../../../packages/runtime/dist/release/runtime.js';
import { systemClock } from '../../../packages/runtime/dist/release/system-clock.js';
import { RehearsalTarget } from '../../../packages/runtime/dist/standalone/rehearsal-target.js';
import { keepHeapLean } from '../../../packages/runtime/dist/standalone/lean-heap.js';
import { Registry } from '../../../packages/runtime/dist/standalone/registry.js';
import { LibsqlStore } from '../../../packages/runtime/dist/store/libsql/libsql-store.js';

keepHeapLean();

const [count, url, stateFile, warmUp, seconds, readsPerSecond] = process.argv.slice(2);

const file = fileURLToPath(new URL('gateway.yaml', import.meta.url));
const {
  gateways: [model],
  inFiles: [inFile],
  findings,
} = await loadConfiguration([{ file, text: readFileSync(file, 'utf8') }]);
if (model === undefined) throw new Error(JSON.stringify(findings));
const gateways = Array.from({ length: Number(count) }, (_, index) => {
  const name = `gateway-${String(index).padStart(5, '0')}`;
  return { ...model, name, application: name };
});
const { interval } = model.policies[0];

const loaded = await loadCatalogue(model.metrics.provider);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings));
const opened = await openPrometheus({ ...model.metrics.source, url }, loaded.catalogue);
if (!opened.ok) throw new Error(opened.message);

let measuring = false;
let requests = 0;
let oneByOne = 0;
/** Passes everything on and counts, also what one query a gateway and metric would have come to. */
const source = {
  async read(request, signal) {
    const answer = await opened.source.read(request, signal);
    if (measuring) {
      requests += answer.requests;
      oneByOne += new Set(request.reads.map(({ subject, metric }) => `${subject.application} ${metric}`))
        .size;
    }
    return answer;
  },
  close: () => opened.source.close(),
};

const store = LibsqlStore.open(stateFile);
const target = new RehearsalTarget(model.target);
const catalogue = languageCatalogue(loaded.catalogue);
const runtime = new ReleaseRuntime({
  clock: systemClock,
  store,
  giveWay,
  readiness: { probe: () => Promise.resolve({ ready: true }) },
  targetOf: () => target,
  sourceOf: () => source,
  catalogueOf: () => catalogue,
  report: (fault) => {
    throw fault;
  },
});

const lags = [];
const kinds = {};
const lastAt = new Map();
runtime.subscribe((event) => {
  if (measuring) kinds[event.kind] = (kinds[event.kind] ?? 0) + 1;
  if (event.kind !== 'ticked') return;
  const { gateway, at, outcomes } = event.record;
  const before = lastAt.get(gateway);
  lastAt.set(gateway, at);
  if (!measuring) return;
  for (const { proposal } of outcomes) {
    const said = `said ${proposal.kind}`;
    kinds[said] = (kinds[said] ?? 0) + 1;
  }
  // Until the tick was decided and stored; a tick that waits for its weights to be confirmed is due a little later than this.
  if (before !== undefined) lags.push(Date.now() - (before + interval));
});

const registry = new Registry(
  {
    runtime,
    store,
    clock: systemClock,
    files: { inFiles: [inFile], policies: [] },
    board: { put: () => undefined, forget: () => undefined },
  },
  gateways.map((gateway) => ({ inFile, gateway, origin: 'file', revision: '1' })),
);
const api = await startApiServer(
  {
    listen: { host: '127.0.0.1', port: 0 },
    tokens: null,
    tls: null,
    plainHttp: false,
    hosts: [],
    report: (fault) => {
      throw fault;
    },
  },
  { control: registry, address: () => null, ready: () => true, now: Date.now, metrics: null },
);

const started = await runtime.start(gateways);
if (!started.ok) throw new Error(JSON.stringify(started.problems[0]));
await pause(Number(warmUp) * 1000);

// Another process asks, so that its own work is not measured here.
const asking = spawn(process.execPath, ['reads.mjs', api.url, count, readsPerSecond, seconds], {
  cwd: fileURLToPath(new URL('.', import.meta.url)),
  stdio: ['ignore', 'pipe', 'inherit'],
});
const reads = text(asking.stdout);

const delay = monitorEventLoopDelay({ resolution: 1 });
let rss = 0;
const sampling = setInterval(() => {
  rss = Math.max(rss, process.memoryUsage().rss);
}, 250);
measuring = true;
delay.enable();
const cpu = process.cpuUsage();
const began = performance.now();
await pause(Number(seconds) * 1000);
const took = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
delay.disable();
measuring = false;
clearInterval(sampling);

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
lags.sort((left, right) => left - right);
console.log(
  JSON.stringify({
    gateways: gateways.length,
    ticks: lags.length,
    intervals: took / interval,
    lag: { p50: at(lags, 0.5), p99: at(lags, 0.99), max: at(lags, 1) },
    cpu: (user + system) / 1000 / took,
    rss,
    delay: { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 },
    requests,
    oneByOne,
    reads: JSON.parse(await reads),
    kinds,
  }),
);
await api.close();
await runtime.stop();
await source.close();
await store.close();
