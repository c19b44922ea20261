import { isUsable } from '../../config/finding.js';
import { loadConfiguration } from '../../config/load-configuration.js';
import type { PutResult } from '../../release/control.js';
import { UpstreamPatterns } from '../../config/runtime/upstream-patterns.js';
import type { ReleaseEvent } from '../../release/events.js';
import { ReleaseRuntime } from '../../release/runtime.js';
import { FakeClock } from '../../release/testing/clock.js';
import { SimulatedTarget } from '../../release/testing/simulated-target.js';
import { MemoryStore } from '../../store/memory.js';
import type { Store } from '../../store/store.js';
import { Connections } from '../connections.js';
import { DataPlanes } from '../data-planes.js';
import { registeredOf, registerStored } from '../register.js';
import { Registry } from '../registry.js';
import { Sources } from '../sources.js';

/** A registry over a runtime in a world of its own: a data plane in memory and a clock that stands still. */
export interface RegistryScene {
  readonly registry: Registry;
  readonly clock: FakeClock;
  readonly target: SimulatedTarget;
  readonly store: Store;
  readonly events: readonly ReleaseEvent[];
  stop(): Promise<void>;
}

/** Where such a runtime says that it listens itself. */
const LISTENING = [{ address: { host: '127.0.0.1', port: 8090 }, what: 'where the API of lamia listens' }];

/** Starts a runtime with these files, and with what its store has. */
export async function registryScene(...given: Parameters<typeof openedScene>): Promise<RegistryScene> {
  const scene = await openedScene(...given);
  await scene.start();
  return scene;
}

/** The same before its releases are started. */
export async function openedScene(
  files: readonly string[] = [],
  store: Store = new MemoryStore(),
  target = new SimulatedTarget(),
): Promise<RegistryScene & { start(): Promise<void> }> {
  const sources = files.map((text, place) => ({ file: `${place}.yaml`, text, named: true }));
  const loaded = await loadConfiguration(sources);
  if (!isUsable(loaded.findings)) throw new Error(JSON.stringify(loaded.findings));
  const clock = new FakeClock();
  const connections = new Connections(new DataPlanes(() => Promise.resolve(target)), new Sources());
  const registered = [
    ...loaded.inFiles.map((inFile) => registeredOf(inFile, null)),
    ...(await registerStored(await store.documents(), loaded)),
  ];
  const gateways = registered.map(({ gateway }) => gateway);
  for (const gateway of gateways) await connections.open(gateway);
  const runtime = new ReleaseRuntime({
    clock,
    store,
    readiness: { probe: () => Promise.resolve({ ready: true }) },
    targetOf: (gateway) => connections.targetOf(gateway),
    sourceOf: (gateway) => connections.sourceOf(gateway),
    catalogueOf: (gateway) => connections.catalogueOf(gateway),
    report: (fault) => {
      throw fault;
    },
  });
  const events: ReleaseEvent[] = [];
  runtime.subscribe((event) => {
    events.push(event);
  });
  const context = {
    runtime,
    store,
    connections,
    clock,
    files: loaded,
    listening: () => LISTENING,
    upstreams: new UpstreamPatterns(['127.0.0.0/8', '*.internal']),
  };
  const registry = new Registry(context, registered);
  return {
    registry,
    clock,
    target,
    store,
    events,
    start: async () => {
      await runtime.start(gateways);
      await clock.rest();
    },
    stop: async () => {
      const stopped = runtime.stop();
      await clock.advance(120_000);
      await stopped;
      await connections.keepOnly([]);
    },
  };
}

/** A gateway that time shifts, on a port of its own, as JSON; `changes` are to its `spec`. */
export function documentOf(name: string, changes: Readonly<Record<string, unknown>> = {}): object {
  return {
    apiVersion: 'lamia/v1',
    kind: 'Gateway',
    metadata: { name },
    spec: {
      application: name,
      listen: '0/http',
      target: { kind: 'embedded' },
      versions: { version1: { address: '127.0.0.1:9001' }, version2: { address: '127.0.0.1:9002' } },
      baseline: 'version1',
      candidate: 'version2',
      routes: [{ name: 'default', weights: { version1: 100 } }],
      policies: [{ type: 'time', interval: '10s', step: '10%' }],
      ...changes,
    },
  };
}

/** The revision that a change can rest on. */
export function revisionIn(result: PutResult): string {
  if (!result.ok) throw new Error(result.message);
  return result.managed.revision;
}
