import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC, type Gateway } from '../../packages/runtime/src/config/gateway.js';
import { Reach } from '../../packages/runtime/src/discovery/reach.js';
import { EndpointReadiness } from '../../packages/runtime/src/release/endpoint-readiness.js';
import { ReleaseRuntime } from '../../packages/runtime/src/release/runtime.js';
import { systemClock } from '../../packages/runtime/src/release/system-clock.js';
import { gatewayWith, timePolicy, version } from '../../packages/runtime/src/release/testing/gateways.js';
import type { HaproxyTarget } from '../../packages/runtime/src/routing/haproxy/target.js';
import { load } from '../../packages/runtime/src/routing/testing/client.js';
import { MemoryStore } from '../../packages/runtime/src/store/memory.js';
import { describeWith } from '../components/binaries.js';
import { openScene, type Scene } from './scene.js';

/** So many ticks show that a release waits. */
const TICKS = 4;

describeWith('haproxy', 'a candidate whose endpoint is down', () => {
  let scene: Scene;
  const running: ReleaseRuntime[] = [];

  beforeEach(async () => {
    scene = await openScene();
  });

  afterEach(async () => {
    for (const runtime of running.splice(0)) await runtime.stop();
    await scene.close();
  });

  /** A gateway whose servers HAProxy believes to be up until it has looked, which it does after so many seconds. */
  function gateway(ports: readonly [number, number], seconds: number): Gateway {
    const [version1, version2] = ports;
    const healthCheck = {
      ...{ port: null, interval: seconds * 1_000, timeout: 1_000, failures: 1, successes: 1 },
      request: null,
    };
    return gatewayWith([timePolicy({ interval: 200, start: 5_000, step: 5_000 })], {
      target: { kind: 'haproxy', exporter: null, directory: scene.folder.path, rawAcls: false },
      versions: [version('version1', version1), version('version2', version2)],
      traffic: { ...PLAIN_TRAFFIC, healthCheck },
      metrics: null,
    });
  }

  /** A process of the runtime, and how many ticks it has made. */
  async function start(target: HaproxyTarget, store: MemoryStore, described: Gateway) {
    const runtime = new ReleaseRuntime({
      clock: systemClock,
      store,
      readiness: new EndpointReadiness(new Reach()),
      targetOf: () => target,
      sourceOf: () => null,
      catalogueOf: () => null,
      report: (fault) => {
        throw fault;
      },
    });
    running.push(runtime);
    let ticks = 0;
    runtime.subscribe(({ kind }) => {
      if (kind === 'ticked') ticks += 1;
    });
    expect(await runtime.start([described])).toEqual({ ok: true });
    return { runtime, ticks: () => ticks };
  }

  /** Who answers while a condition does not hold yet, by status and body. */
  async function answersUntil(target: HaproxyTarget, isEnough: () => boolean): Promise<readonly string[]> {
    const address = target.address('shop');
    if (address === null) throw new Error('the gateway is not served');
    return Object.keys(await load(address, () => !isEnough()));
  }

  test('gets no request, neither at first nor after a restart and a reload, although HAProxy holds it to be up', async () => {
    const late = await scene.upstream('version2');
    const { port } = late;
    await late.close();
    const stable = await scene.upstream('version1');
    const store = new MemoryStore();
    const first = await start(scene.target, store, gateway([stable.port, port], 600));
    expect(await answersUntil(scene.target, () => first.ticks() >= TICKS)).toEqual(['200 version1']);
    expect(first.runtime.status('shop')).toMatchObject({
      phase: 'Pending',
      reason: `version2 is not ready: nothing accepts connections at 127.0.0.1:${port} (ECONNREFUSED)`,
    });
    await first.runtime.stop();
    await scene.target.close();

    const before = (await scene.processes()).reloads;
    const again = scene.folder.target();
    const second = await start(again, store, gateway([stable.port, port], 900));
    try {
      expect((await scene.processes()).reloads).toBeGreaterThan(before);
      const states = await scene.command('show stat');
      expect(states.split('\n').filter((line) => /version2.*,UP,/u.test(line))).not.toEqual([]);
      expect(await answersUntil(again, () => second.ticks() >= TICKS)).toEqual(['200 version1']);
      expect(second.runtime.status('shop')).toMatchObject({ phase: 'Pending', step: 0 });

      await new Promise<void>((resolve) => late.server.listen(port, '127.0.0.1', resolve));
      const isPromoted = (): boolean => second.runtime.status('shop')?.phase === 'Promoted';
      expect(await answersUntil(again, isPromoted)).toContain('200 version2');
    } finally {
      await second.runtime.stop();
      await again.close();
    }
  });
});
