import { afterEach, describe, expect, test } from '@jest/globals';
import { weightsText } from '../config/weights.js';
import { MemoryStore } from '../store/memory.js';
import { StoreError } from '../store/store.js';
import { customPolicy, gatewayWith, timePolicy, weights } from './testing/gateways.js';
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

describe('an act on a running runtime', () => {
  test('is stored when it resolves, and applied by a tick at once', async () => {
    const store = new MemoryStore();
    const made = world({}, {}, store);
    await made.start(gatewayWith([timePolicy({ interval: 30 * MINUTE })]));
    const result = await made.runtime.act('shop', { kind: 'promote' }, 'alice');
    expect(result).toMatchObject({ ok: true, status: { phase: 'Progressing', step: 2 } });
    const [stored] = await store.load();
    expect(stored?.intent.step).toBe(2);
    await made.clock.rest();
    expect(made.weights()).toBe('version1 0%, version2 100%');
    expect(made.runtime.status('shop')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
  });

  test('stands in the decision log and among the events with whose it was', async () => {
    const store = new MemoryStore();
    const made = world({}, {}, store);
    await made.start(gatewayWith([timePolicy()]));
    await made.runtime.act('shop', { kind: 'pause' }, 'alice');
    await made.runtime.act('shop', { kind: 'resume' }, 'bob');
    expect(made.reasons('operated')).toEqual(['paused by alice', 'resumed by bob']);
    const log = await store.decisions('shop', 10);
    expect(log.filter(({ record }) => record.operation !== null)).toMatchObject([
      { keeping: 'change', record: { operation: { by: 'bob', act: { kind: 'resume' } } } },
      { keeping: 'change', record: { phase: 'Paused', operation: { by: 'alice', act: { kind: 'pause' } } } },
    ]);
  });

  test('waits for the pass under way, whose step it finds done', async () => {
    const target = new SimulatedTarget();
    let answer = (): void => undefined;
    const apply = target.apply.bind(target);
    target.apply = async (routing) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      await apply(routing);
    };
    const made = world({ targetOf: () => target });
    await made.start(gatewayWith([timePolicy()]));
    let isDone = false;
    const acting = made.runtime.act('shop', { kind: 'pause' }, 'alice').then((result) => {
      isDone = true;
      return result;
    });
    await made.clock.rest();
    expect(isDone).toBe(false);
    answer();
    expect(await acting).toMatchObject({
      ok: true,
      status: { phase: 'Paused', step: 1, confirmed: { step: 1 } },
    });
  });

  test('of many at once each finds what the one before it left', async () => {
    const made = world();
    await made.start(gatewayWith([timePolicy()]));
    const results = await Promise.all(
      (['pause', 'pause', 'resume', 'rollback', 'promote'] as const).map((kind) =>
        made.runtime.act('shop', { kind }, 'alice'),
      ),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true, true, false]);
  });

  test('that cannot be stored changes nothing', async () => {
    class Full extends MemoryStore {
      isFull = false;
      override saveIntents(...args: Parameters<MemoryStore['saveIntents']>): Promise<void> {
        return this.isFull ? Promise.reject(new StoreError('the disk is full')) : super.saveIntents(...args);
      }
    }
    const store = new Full();
    const made = world({}, {}, store);
    await made.start(gatewayWith([customPolicy()]));
    store.isFull = true;
    expect(await made.runtime.act('shop', { kind: 'rollback' }, 'alice')).toEqual({
      ok: false,
      why: 'outside',
      message: 'nothing was changed, because it could not be stored: the disk is full',
      findings: [],
    });
    expect(made.runtime.status('shop')?.phase).toBe('Progressing');
    expect(made.reasons('operated')).toEqual([]);
  });

  test('on a gateway that there is not is refused, and so is one on a runtime that stops', async () => {
    const made = world();
    await made.start(gatewayWith([timePolicy()]));
    expect(await made.runtime.act('cart', { kind: 'pause' }, 'alice')).toMatchObject({ why: 'unknown' });
    await made.runtime.stop();
    expect(await made.runtime.act('shop', { kind: 'pause' }, 'alice')).toMatchObject({ why: 'outside' });
  });

  test('goes on after the runtime was killed in the middle of it', async () => {
    const store = new MemoryStore();
    const target = new SimulatedTarget();
    const first = world({ targetOf: () => target }, {}, store);
    await first.start(gatewayWith([timePolicy()]));
    // Stored, but killed before the tick that would have applied it.
    target.failure = 'killed';
    await first.runtime.act('shop', { kind: 'promote' }, 'alice');
    await first.stop();
    target.failure = null;
    const second = world({ targetOf: () => target }, {}, store);
    await second.start(gatewayWith([timePolicy()]));
    expect(weightsText(target.weights())).toBe('version1 0%, version2 100%');
    expect(second.runtime.status('shop')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
  });

  test('weights that an operator sets on a gateway without a release are served at once', async () => {
    const made = world();
    await made.start(gatewayWith([]));
    const act = {
      kind: 'weights',
      route: 'default',
      weights: weights({ version1: 2500, version2: 7500 }),
    } as const;
    await made.runtime.act('shop', act, 'alice');
    await made.clock.rest();
    expect(made.weights()).toBe('version1 25%, version2 75%');
  });
});
