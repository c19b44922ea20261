import { describe, expect, test } from '@jest/globals';
import { gatewayWith, timePolicy } from '../release/testing/gateways.js';
import { Play } from '../release/testing/play.js';
import type { GatewayState, PolicyState, Release } from '../release/state.js';
import { sameMemory } from './same-memory.js';

const { state } = new Play(gatewayWith([timePolicy()]));
const { release } = state;
if (release === null) throw new Error('the gateway has a policy and a candidate');

const withRelease = (change: Partial<Release>): GatewayState => ({
  ...state,
  release: { ...release, ...change },
});
const withPolicy = (change: Partial<PolicyState>): GatewayState =>
  withRelease({ policies: release.policies.map((policy) => ({ ...policy, ...change })) });

describe('what a release would miss after a crash', () => {
  test('not when its policies were asked, nor the words of the reason', () => {
    expect(sameMemory(state, withPolicy({ askedAt: 1_000_000 }))).toBe(true);
    expect(sameMemory(state, withRelease({ reason: 'warming up' }))).toBe(true);
    expect(sameMemory(state, structuredClone(state))).toBe(true);
  });

  test('everything else', () => {
    const changed: readonly GatewayState[] = [
      withPolicy({ verdict: { kind: 'hold' } }),
      withPolicy({ noDataSince: 1 }),
      withPolicy({ failures: { consecutive: 1, total: 1 } }),
      withRelease({ phase: 'Held' }),
      withRelease({ shifts: 7 }),
      { ...state, intent: { ...state.intent, step: 9 } },
      { ...state, confirmed: null },
      { ...state, outage: { since: 1, message: 'gone' } },
      { ...state, release: null },
    ];
    const before = { ...state, confirmed: { step: 1, at: 1, routes: [] } };
    expect(changed.filter((other) => sameMemory(before, other))).toEqual([]);
  });
});
