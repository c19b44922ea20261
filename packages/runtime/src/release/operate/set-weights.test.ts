import { describe, expect, test } from '@jest/globals';
import { operate } from './operate.js';
import { gatewayWith, route, timePolicy, weights } from '../testing/gateways.js';
import { Play } from '../testing/play.js';
import { NOTHING_READ } from '../testing/readings.js';

const EVEN = {
  kind: 'weights',
  route: 'default',
  weights: weights({ version1: 5000, version2: 5000 }),
} as const;

describe('weights that an operator sets', () => {
  test("are the gateway's where it releases nothing, over a restart too", () => {
    const play = new Play(gatewayWith([]));
    expect(play.act(EVEN)).toMatchObject({
      ok: true,
      record: {
        shift: 'operator',
        reason: 'alice gives default other weights: version1 50%, version2 50%',
        operation: {
          by: 'alice',
          act: {
            kind: 'weights',
            weights: {
              route: 'default',
              shares: [
                ['version1', 5000],
                ['version2', 5000],
              ],
            },
          },
        },
      },
    });
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 50%, version2 50%');
    const restarted = new Play(play.gateway, play.state, play.now + 1000).tick(NOTHING_READ);
    expect(restarted.weights()).toBe('version1 50%, version2 50%');
  });

  test('stay until the file gives others', () => {
    const play = new Play(gatewayWith([]));
    play.act(EVEN);
    const edited = { ...play.gateway, routes: [route('default', { version1: 3000, version2: 7000 })] };
    const restarted = new Play(edited, play.state, play.now + 1000).tick(NOTHING_READ);
    expect(restarted.weights()).toBe('version1 30%, version2 70%');
  });

  test('are refused where others were given since they were chosen', () => {
    const play = new Play(gatewayWith([]));
    const { step } = play.state.intent;
    expect(play.act({ ...EVEN, step })).toMatchObject({ ok: true });
    expect(play.act({ ...EVEN, step })).toEqual({
      ok: false,
      why: 'stale',
      message: 'the weights were changed in between; look at them again and make the change anew',
    });
  });

  test.each(['Pending', 'Progressing'] as const)('are refused while the release is %s', (phase) => {
    const play = new Play(gatewayWith([timePolicy()]));
    if (phase === 'Progressing') play.tick(NOTHING_READ);
    expect(play.act(EVEN)).toEqual({
      ok: false,
      why: 'conflict',
      message: `the release moves the weights: it is ${phase}; pause it first`,
    });
  });

  test('are taken while it is paused, and it goes on from them', () => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
    play.act({ kind: 'pause' });
    expect(play.act(EVEN)).toMatchObject({ ok: true });
    play.run(60_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 50%, version2 50%');
    play.act({ kind: 'resume' });
    play.tick(NOTHING_READ).run(10_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 40%, version2 60%');
  });

  test('are taken once it has ended, which it stays', () => {
    const play = new Play(gatewayWith([timePolicy({ step: 10_000 })])).run(60_000, NOTHING_READ);
    const { reason } = play.release;
    expect(play.act(EVEN)).toMatchObject({ ok: true });
    play.run(60_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 50%, version2 50%');
    expect(play.release).toMatchObject({ phase: 'Promoted', reason });
  });

  test('that are the present ones change nothing but are logged', () => {
    const play = new Play(gatewayWith([]));
    const same = { ...EVEN, weights: weights({ version1: 10_000 }) };
    expect(play.act(same)).toMatchObject({ ok: true, record: { shift: null, step: 0 } });
    expect(play.kinds()).not.toContain('shifted');
  });

  test.each([
    [{ ...EVEN, route: 'defualt' }, 'the gateway has no route `defualt`; did you mean `default`'],
    [
      { ...EVEN, weights: weights({ version3: 10_000 }) },
      'the gateway has no version `version3`; it has `version1` or `version2`',
    ],
    [{ ...EVEN, weights: weights({ version1: 5000 }) }, 'the weights sum to 50% instead of 100%'],
    [
      { ...EVEN, weights: weights({ version1: 11_000, version2: -1000 }) },
      'the weight of `version2` is no percentage with two decimals at most',
    ],
    [
      { ...EVEN, weights: weights({ version1: 0.5, version2: 9999.5 }) },
      'the weight of `version1` is no percentage with two decimals at most',
    ],
  ])('must fit the gateway: %#', (act, message) => {
    expect(new Play(gatewayWith([])).act(act)).toEqual({ ok: false, why: 'invalid', message });
  });

  test('must be some that the data plane can serve', () => {
    const { gateway, state } = new Play(gatewayWith([]));
    const act = { ...EVEN, weights: weights({ version1: 9950, version2: 50 }) };
    expect(operate(gateway, state, act, 'alice', { now: 0, quantum: 100 })).toMatchObject({
      ok: false,
      message: 'the weight of `version1`, 99.5%, is none that the data plane can serve: it shifts by 1%',
    });
  });
});
