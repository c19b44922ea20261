import { afterEach, describe, expect, test } from '@jest/globals';
import { weightsText } from '../config/weights.js';
import { MemoryStore } from '../store/memory.js';
import type { MetricSource } from '../metrics/source.js';
import { StoreError } from '../store/store.js';
import { customPolicy, gatewayWith, route, timePolicy, weights } from './testing/gateways.js';
import { SimulatedSource } from './testing/simulated-source.js';
import { SimulatedTarget } from './testing/simulated-target.js';
import { World } from './testing/world.js';

const MINUTE = 60_000;
const worlds: World[] = [];

function world(...given: ConstructorParameters<typeof World>): World {
  const made = new World(...given);
  worlds.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((made) => made.stop()));
});

const SHOP = gatewayWith([customPolicy({ minimumRequests: 50 })]);

describe('a release, from the first tick to its end', () => {
  test('the founding expression promotes a candidate with fewer errors', async () => {
    const made = world();
    made.source.behaviours.set('version1', { errors: 0.04 });
    expect(await made.start(SHOP)).toEqual({ ok: true });
    await made.run(20 * MINUTE);
    expect(made.shares()).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(made.runtime.status('shop')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
    expect(made.reasons('ended')).toHaveLength(1);
    expect(made.faults).toEqual([]);
  });

  test('it goes back from a candidate with more errors, and says what decided', async () => {
    const made = world();
    made.source.behaviours.set('version2', { errors: 0.3 });
    await made.start(SHOP);
    await made.run(20 * MINUTE);
    expect(made.shares()).toEqual([0, 10, 0]);
    expect(made.reasons('ended')).toEqual([
      'version1 has all traffic again (version1 gains 10%: the expression favours version1: 0 < 0.3)',
    ]);
  });

  test('it holds where there is no data', async () => {
    const made = world();
    made.source.instead = { known: false, cause: 'no-series' };
    await made.start(SHOP);
    await made.run(20 * MINUTE);
    expect(made.shares()).toEqual([0, 10]);
    expect(made.reasons('ended')).toEqual(['there has been no data to decide on for 10m']);
  });

  test('without traffic the minimum of requests is never met, and only the deadline ends that', async () => {
    const made = world();
    const deadline = { after: 30 * MINUTE, then: 'hold' } as const;
    made.source.requestsPerSecond = 0;
    await made.start(gatewayWith([customPolicy({ minimumRequests: 50, deadline })]));
    await made.run(29 * MINUTE);
    expect(made.runtime.status('shop')).toMatchObject({
      phase: 'Progressing',
      reason: 'too few requests: version1 has 0 of 50, 50 missing, version2 has 0 of 50, 50 missing',
    });
    await made.run(2 * MINUTE);
    expect(made.runtime.status('shop')).toMatchObject({ phase: 'Held' });
  });

  test('a candidate that is not ready yet waits', async () => {
    const made = world();
    made.readiness = { ready: false, reason: 'nothing listens there' };
    await made.start(SHOP);
    await made.run(MINUTE);
    expect(made.runtime.status('shop')).toMatchObject({
      phase: 'Pending',
      reason: 'version2 is not ready: nothing listens there',
    });
    made.readiness = { ready: true };
    await made.run(10_000);
    expect(made.runtime.status('shop')).toMatchObject({ phase: 'Progressing' });
  });
});

describe('reading', () => {
  test('the reads of all gateways go out as one request, as of one scrape before the tick', async () => {
    const made = world();
    await made.start(SHOP, { ...SHOP, name: 'cart', application: 'cart' });
    await made.run(10_000);
    expect(made.source.requests).toHaveLength(1);
    const [request] = made.source.requests;
    expect(request?.at).toBe(made.clock.now() - 10_000);
    expect(request?.reads).toHaveLength(12);
    expect(new Set(request?.reads.map((read) => read.kind === 'metric' && read.subject.application))).toEqual(
      new Set(['shop', 'cart']),
    );
  });

  test('a source that never answers is a failed source, and the release goes on when it returns', async () => {
    const made = world({}, { source: 5_000 });
    made.source.behaviours.set('version1', { errors: 0.04 });
    await made.start(SHOP);
    made.source.isHanging = true;
    await made.run(5 * MINUTE);
    expect(made.runtime.status('shop')?.reason).toContain('the metric source gave no answer within 5s');
    expect(made.weights()).toBe('version1 90%, version2 10%');
    made.source.isHanging = false;
    await made.run(MINUTE);
    expect(made.weights()).toBe('version1 80%, version2 20%');
  });

  test('a source that leaves a read out has failed: no sample is taken for that of another read', async () => {
    const made = world({ sourceOf: () => source });
    const source: MetricSource = {
      read: async (request) => {
        const answer = await made.source.read(request);
        return { ...answer, samples: answer.samples.slice(1) };
      },
      close: () => Promise.resolve(),
    };
    made.source.behaviours.set('version1', { errors: 0.04 });
    await made.start(gatewayWith([customPolicy()]));
    await made.run(200_000);
    expect(made.shares()).toEqual([0, 10]);
    expect(made.runtime.status('shop')?.reason).toContain('the metric source answered 3 of 4 reads');
  });

  test('what a source warns of is told once for as long as it lasts', async () => {
    const made = world();
    made.source.warnings = ['the query was truncated'];
    await made.start(SHOP);
    await made.run(MINUTE);
    expect(made.reasons('source-warned')).toEqual(['the query was truncated']);
  });
});

describe('applying', () => {
  test('the intent is stored before the data plane is touched, the outcome after it was read back', async () => {
    const calls: string[] = [];
    class Watched extends MemoryStore {
      override saveIntents(...args: Parameters<MemoryStore['saveIntents']>): Promise<void> {
        calls.push('intent');
        return super.saveIntents(...args);
      }
      override saveOutcomes(...args: Parameters<MemoryStore['saveOutcomes']>): Promise<void> {
        calls.push(...made.target.calls.splice(0), 'outcome');
        return super.saveOutcomes(...args);
      }
    }
    const made = world({}, {}, new Watched());
    await made.start(SHOP);
    expect(calls).toEqual(['intent', 'intent', 'serve', 'observe', 'apply', 'observe', 'outcome']);
  });

  test('weights that somebody changed are set again at the next tick', async () => {
    const made = world();
    await made.start(SHOP);
    made.target.edit('shop', 'default', weights({ version1: 0, version2: 10_000 }));
    await made.run(10_000);
    expect(made.weights()).toBe('version1 90%, version2 10%');
    expect(made.reasons('repaired')).toEqual([
      'the data plane had version1 0%, version2 100%; it gets version1 90%, version2 10% again',
    ]);
  });

  test('a data plane that lost everything is served again', async () => {
    const made = world();
    await made.start(SHOP);
    made.target.forget();
    await made.run(10_000);
    expect(made.weights()).toBe('version1 90%, version2 10%');
    expect(made.reasons('repaired')).toHaveLength(1);
  });

  test('a data plane that fails holds the release until it returns', async () => {
    const made = world();
    made.source.behaviours.set('version1', { errors: 0.04 });
    await made.start(SHOP);
    made.target.failure = 'the socket is gone';
    await made.run(10 * MINUTE);
    expect(made.reasons('target-failed')).toEqual(['the socket is gone']);
    expect(made.runtime.status('shop')).toMatchObject({ phase: 'Progressing', reason: 'the socket is gone' });
    made.target.failure = null;
    await made.run(2 * MINUTE);
    expect(made.reasons('target-returned')).toHaveLength(1);
    expect(made.weights()).toBe('version1 80%, version2 20%');
  });

  test('a target that never answers for one gateway does not stop another', async () => {
    const made = world({}, { target: 3_000 });
    await made.start(
      gatewayWith([timePolicy()]),
      gatewayWith([timePolicy()], { name: 'cart', application: 'cart' }),
    );
    made.target.hanging.add('cart');
    await made.run(2 * MINUTE);
    expect(made.runtime.status('shop')).toMatchObject({ phase: 'Promoted' });
    expect(made.runtime.status('cart')?.reason).toBe('the data plane gave no answer within 3s');
    expect(made.weights('cart')).toBe('version1 90%, version2 10%');
  });

  test('a source that hangs delays no gateway that has another', async () => {
    const sources = new Map<string, SimulatedSource>();
    const target = new SimulatedTarget();
    for (const name of ['shop', 'cart']) sources.set(name, new SimulatedSource(target));
    const made = world({ targetOf: () => target, sourceOf: ({ name }) => sources.get(name) ?? null });
    for (const source of sources.values()) source.behaviours.set('version1', { errors: 0.04 });
    Object.assign(sources.get('cart') ?? {}, { isHanging: true });
    await made.start(SHOP, { ...SHOP, name: 'cart', application: 'cart' });
    await made.run(80_000);
    expect(weightsText(target.weights('shop'))).toBe('version1 80%, version2 20%');
    expect(made.events.filter(({ kind, gateway }) => kind === 'ticked' && gateway === 'shop')).toHaveLength(
      9,
    );
    expect(made.events.filter(({ kind, gateway }) => kind === 'ticked' && gateway === 'cart')).toHaveLength(
      3,
    );
  });

  test('what cannot be stored is not applied, and is decided anew at the next tick', async () => {
    class Full extends MemoryStore {
      isFull = false;
      override saveIntents(...args: Parameters<MemoryStore['saveIntents']>): Promise<void> {
        return this.isFull ? Promise.reject(new StoreError('the disk is full')) : super.saveIntents(...args);
      }
    }
    const store = new Full();
    const made = world({}, {}, store);
    await made.start(gatewayWith([timePolicy()]));
    store.isFull = true;
    await made.run(25_000);
    expect(made.shares()).toEqual([0, 10]);
    expect(made.reasons('tick-failed')).toEqual(['the disk is full', 'the disk is full']);
    store.isFull = false;
    await made.run(10_000);
    expect(made.shares()).toEqual([0, 10, 20]);
  });

  test('with a store that is gone nothing is applied, not even what it had', async () => {
    class Gone extends MemoryStore {
      isGone = false;
      override saveIntents(...args: Parameters<MemoryStore['saveIntents']>): Promise<void> {
        return this.isGone ? Promise.reject(new StoreError('the file is gone')) : super.saveIntents(...args);
      }
    }
    const store = new Gone();
    const made = world({}, {}, store);
    await made.start(gatewayWith([], { routes: [route('default', { version1: 7000, version2: 3000 })] }));
    store.isGone = true;
    made.target.edit('shop', 'default', weights({ version1: 0, version2: 10_000 }));
    await made.run(25_000);
    expect(made.weights()).toBe('version1 0%, version2 100%');
    expect(made.reasons('tick-failed')).toEqual(['the file is gone', 'the file is gone']);
    store.isGone = false;
    await made.run(10_000);
    expect(made.weights()).toBe('version1 70%, version2 30%');
  });

  /** A store that cannot keep the next outcomes. */
  class Forgetful extends MemoryStore {
    failures = 0;
    override saveOutcomes(...args: Parameters<MemoryStore['saveOutcomes']>): Promise<void> {
      if (this.failures === 0) return super.saveOutcomes(...args);
      this.failures -= 1;
      return Promise.reject(new StoreError('the disk is full'));
    }
  }

  test('weights that were repaired are judged by a window of their own, also where the repair could not be stored', async () => {
    const store = new Forgetful();
    const made = world({}, {}, store);
    made.source.behaviours.set('version1', { errors: 0.04 });
    await made.start(gatewayWith([customPolicy()]));
    await made.run(35_000);
    made.target.edit('shop', 'default', weights({ version1: 5000, version2: 5000 }));
    store.failures = 1;
    await made.run(90_000);
    expect(made.weights()).toBe('version1 90%, version2 10%');
    await made.run(20_000);
    expect(made.weights()).toBe('version1 80%, version2 20%');
  });

  test('an outcome that cannot be stored doubles no step', async () => {
    const store = new Forgetful();
    const made = world({}, {}, store);
    await made.start(gatewayWith([timePolicy()]));
    store.failures = 1;
    await made.run(40_000);
    expect(made.reasons('tick-failed')).toEqual(['the disk is full']);
    expect(made.shares()).toEqual([0, 10, 20, 30, 40]);
    expect(made.reasons('shifted')).toHaveLength(4);
  });
});

describe('starting and stopping', () => {
  test('an expression that cannot be compiled is refused before anything is touched', async () => {
    const made = world();
    const broken = gatewayWith([timePolicy(), customPolicy({ expression: 'if (1 > ) {' })]);
    const result = await made.start(SHOP, broken);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ gateway: 'shop', policy: 1, source: 'if (1 > ) {', message: 'the expression has errors' }],
    });
    expect(made.target.calls).toEqual([]);
    expect(made.events).toEqual([]);
  });

  test('a policy that lacks what it needs is refused', async () => {
    const made = world();
    const result = await made.start(
      gatewayWith([timePolicy()], { candidate: null }),
      gatewayWith([customPolicy()], { metrics: null }),
    );
    expect(result).toMatchObject({
      ok: false,
      problems: [
        { message: 'a time policy needs a `candidate`' },
        { message: 'a custom policy needs `metrics` with a `source`' },
      ],
    });
  });

  test('a target that cannot be started fails the start', async () => {
    const made = world();
    made.target.failure = 'no haproxy on this machine';
    await expect(made.start(SHOP)).rejects.toThrow('no haproxy on this machine');
  });

  test('a stored release goes on in a new runtime', async () => {
    const store = new MemoryStore();
    const target = new SimulatedTarget();
    const first = world({ targetOf: () => target }, {}, store);
    await first.start(gatewayWith([timePolicy()]));
    await first.run(25_000);
    await first.runtime.stop();
    const second = world({ targetOf: () => target }, {}, store);
    await second.start(gatewayWith([timePolicy()]));
    expect(second.events[0]).toMatchObject({ kind: 'resumed', phase: 'Progressing' });
    await second.run(5 * MINUTE);
    const shares = target.history.map(({ routes }) => routes.get('default')?.get('version2'));
    expect(shares).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000]);
  });

  test('to stop waits for the tick under way', async () => {
    let release = (): void => undefined;
    class Slow extends MemoryStore {
      override async saveOutcomes(...args: Parameters<MemoryStore['saveOutcomes']>): Promise<void> {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return super.saveOutcomes(...args);
      }
    }
    const store = new Slow();
    const made = world({}, {}, store);
    await made.start(SHOP);
    let isStopped = false;
    const stopped = made.runtime.stop().then(() => {
      isStopped = true;
    });
    await made.clock.rest();
    expect(isStopped).toBe(false);
    release();
    await stopped;
    expect(await store.decisions('shop', 1)).toHaveLength(1);
    await made.run(MINUTE);
    expect(made.events.filter((event) => event.kind === 'ticked')).toHaveLength(1);
  });

  test('a listener that throws is reported and stops nobody', async () => {
    const made = world();
    made.runtime.subscribe(() => {
      throw new Error('a broken screen');
    });
    await made.start(gatewayWith([timePolicy()]));
    await made.run(10_000);
    expect(made.weights()).toBe('version1 80%, version2 20%');
    expect(made.faults[0]).toEqual(new Error('a broken screen'));
  });

  test('who no longer listens is told nothing', async () => {
    const made = world();
    const kinds: string[] = [];
    const leave = made.runtime.subscribe((event) => kinds.push(event.kind));
    await made.start(SHOP);
    const heard = kinds.length;
    leave();
    await made.run(MINUTE);
    expect(kinds).toHaveLength(heard);
    expect(made.events.length).toBeGreaterThan(heard);
  });

  test('a fault in one gateway is told of and stops no other', async () => {
    const made = world();
    made.source.instead = { known: true, value: Number.NaN };
    await made.start(
      gatewayWith([timePolicy()]),
      gatewayWith([customPolicy()], { name: 'cart', application: 'cart' }),
    );
    await made.run(2 * MINUTE);
    expect(made.runtime.status('shop')).toMatchObject({ phase: 'Promoted' });
    expect(made.reasons('tick-failed')[0]).toBe('a known sample must be finite, not NaN');
    expect(made.faults).not.toEqual([]);
  });

  test('a gateway without policies is served and kept as its file says', async () => {
    const made = world();
    await made.start(gatewayWith([], { routes: [route('default', { version1: 7000, version2: 3000 })] }));
    await made.run(MINUTE);
    expect(made.weights()).toBe('version1 70%, version2 30%');
    expect(made.source.requests).toEqual([]);
    expect(made.runtime.status('shop')).toMatchObject({ phase: null });
    expect(made.runtime.status('other')).toBeNull();
  });
});
