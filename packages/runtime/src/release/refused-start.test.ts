import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { weightsText } from '../config/weights.js';
import { TargetError } from '../routing/target.js';
import { MemoryStore } from '../store/memory.js';
import { FakeClock } from './testing/clock.js';
import { customPolicy, gatewayWith, route, timePolicy } from './testing/gateways.js';
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

describe('a start that a target refuses leaves everything as it was', () => {
  const target = new SimulatedTarget();
  let store: MemoryStore;
  let now: number;

  /** A runtime on the same store and data plane, an hour after the last one; false where the data plane refused. */
  async function started(gateway: Gateway, failure: string | null = null): Promise<World | false> {
    const made = world({ targetOf: () => target, clock: new FakeClock((now += 60 * MINUTE)) }, {}, store);
    target.failure = failure;
    try {
      await made.start(gateway);
      return made;
    } catch (error) {
      expect(error).toBeInstanceOf(TargetError);
      return false;
    } finally {
      target.failure = null;
    }
  }

  async function stopped(made: World | false): Promise<void> {
    if (made === false) throw new Error('the runtime was refused');
    await made.stop();
  }

  beforeEach(() => {
    store = new MemoryStore();
    target.forget();
    target.history.length = 0;
    now = 0;
  });

  const half = gatewayWith([timePolicy({ start: 5_000, interval: 24 * 60 * MINUTE })]);
  const moved = { ...half, routes: [route('default', { version1: 0, version2: 10_000 })] };

  test('with other weights: the release goes on at those that it had', async () => {
    await stopped(await started(half));
    const before = await store.load();
    expect(await started(moved, 'the address is in use')).toBe(false);
    expect(await store.load()).toEqual(before);
    await stopped(await started(half));
    expect(weightsText(target.weights())).toBe('version1 50%, version2 50%');
    expect(target.history).toHaveLength(2);
  });

  test('with other policies: what was rolled back stays so', async () => {
    const policy = customPolicy({ failures: { consecutive: 1, total: null } });
    await stopped(await started(gatewayWith([policy])));
    const [state] = await store.load();
    if (state?.release === undefined || state.release === null) throw new Error('a release was begun');
    await store.saveOutcomes([
      { state: { ...state, release: { ...state.release, phase: 'RolledBack' } }, record: null },
    ]);
    expect(await started(gatewayWith([{ ...policy, step: 500 }]), 'no haproxy')).toBe(false);
    const again = await started(gatewayWith([policy]));
    expect(again === false ? null : again.runtime.status('shop')?.phase).toBe('RolledBack');
  });

  test('as the first one: no release has begun, and the next has its whole deadline', async () => {
    const deadline = { after: 30 * MINUTE, then: 'hold' } as const;
    const gateway = gatewayWith([timePolicy({ interval: 10 * MINUTE, deadline })]);
    expect(await started(gateway, 'the address is in use')).toBe(false);
    expect(await store.load()).toEqual([]);
    expect(await started(gateway)).not.toBe(false);
    const [state] = await store.load();
    expect(state?.release).toMatchObject({ phase: 'Progressing', startedAt: now });
  });

  test('for one of two data planes: the other has moved no weight', async () => {
    const other = new SimulatedTarget();
    const cart = gatewayWith([], { name: 'cart', application: 'cart' });
    await stopped(await started(half));
    const both = world(
      { targetOf: ({ name }) => (name === 'cart' ? other : target), clock: new FakeClock(now) },
      {},
      store,
    );
    other.failure = 'the address is in use';
    await expect(both.start(moved, cart)).rejects.toThrow('the address is in use');
    expect(weightsText(target.weights())).toBe('version1 50%, version2 50%');
  });

  test('and one that is not refused applies other weights once they are stored', async () => {
    const made = await started(half);
    await stopped(made);
    const kept = await store.load();
    target.calls.length = 0;
    class Watched extends MemoryStore {
      override load(): ReturnType<MemoryStore['load']> {
        return Promise.resolve(kept);
      }
      override saveIntents(...args: Parameters<MemoryStore['saveIntents']>): Promise<void> {
        expect(weightsText(target.weights())).toBe('version1 50%, version2 50%');
        return super.saveIntents(...args);
      }
    }
    store = new Watched();
    expect(await started(moved)).not.toBe(false);
    expect(weightsText(target.weights())).toBe('version1 0%, version2 100%');
    const logged = await store.decisions('shop', 10);
    expect(logged.at(-1)).toMatchObject({
      keeping: 'change',
      record: {
        shift: 'operator',
        reason: "the gateway's file gives other weights: version1 0%, version2 100%",
      },
    });
  });
});
