import { describe, expect, test } from '@jest/globals';
import type { Observation } from './observation.js';
import { customPolicy, gatewayWith } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor } from './testing/readings.js';
import { tick } from './tick.js';

const FOR = decidedFor('version2');

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('a tick', () => {
  const play = new Play(gatewayWith([customPolicy()])).tick(FOR).run(79_999, FOR).wait(1);
  const observation: Observation = {
    now: play.now,
    target: { answered: true, routing: play.routing },
    quantum: 1,
    readiness: { ready: true },
    readings: new Map([[0, FOR]]),
    webhooks: new Map(),
  };

  test('is a function of what it is given: it changes nothing and always says the same', () => {
    const first = tick(frozen(play.gateway), frozen(play.state), frozen(observation));
    expect(first.record.shift).toBe('policy');
    expect(tick(play.gateway, play.state, observation)).toEqual(first);
  });

  test('goes on from a state that went through JSON', () => {
    const state = JSON.parse(JSON.stringify(play.state)) as typeof play.state; // what was written is what is read
    expect(tick(play.gateway, state, observation)).toEqual(tick(play.gateway, play.state, observation));
  });

  test('says what the data plane shall have and whether it has to be told', () => {
    const shifted = tick(play.gateway, play.state, observation);
    expect(shifted.applies).toBe(true);
    expect(shifted.routing.routes.get('default')).toEqual(
      new Map([
        ['version1', 8000],
        ['version2', 2000],
      ]),
    );
    const held = tick(play.gateway, play.state, {
      ...observation,
      readings: new Map([[0, decidedFor(null)]]),
    });
    expect(held.applies).toBe(false);
    expect(held.routing).toEqual(play.routing);
  });

  test('at which no policy is due says so, not what an earlier one said; the release keeps its reason', () => {
    const early = tick(play.gateway, play.state, { ...observation, now: play.now - 5_000 });
    expect(early.record).toMatchObject({
      ...{ phase: 'Progressing', outcomes: [], shift: null },
      reason: expect.stringMatching(/^no policy is due: the next is asked in \d+s$/),
    });
    expect(early.state.release?.reason).toBe(play.state.release?.reason);
  });

  test('that asks nobody for another cause has that cause for its reason', () => {
    play.act({ kind: 'pause' });
    const { record } = tick(play.gateway, play.state, { ...observation, now: play.now });
    expect(record).toMatchObject({ phase: 'Paused', outcomes: [], reason: play.state.release?.reason });
    expect(record.reason).toContain('pause');
  });
});
