import { describe, expect, test } from '@jest/globals';
import { settle } from './settle.js';
import { customPolicy, gatewayWith, timePolicy, weights } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor, NOTHING_READ } from './testing/readings.js';

const FOR = decidedFor('version2');
const DOWN = { target: { answered: false, message: 'the socket of haproxy is gone' } } as const;

describe('a target that fails', () => {
  test('stops everything: nothing is judged, nothing moves, and it is told once', () => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ).run(60_000, NOTHING_READ, DOWN);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.record).toMatchObject({ outcomes: [], reason: 'the socket of haproxy is gone' });
    expect(play.events.filter((event) => event.kind === 'target-failed')).toMatchObject([
      { reason: 'the socket of haproxy is gone' },
    ]);
    expect(play.release.phase).toBe('Progressing');
  });

  test('goes on when it answers again', () => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ).run(60_000, NOTHING_READ, DOWN);
    play.run(20_000, NOTHING_READ);
    expect(play.kinds()).toContain('target-returned');
    expect(play.state.outage).toBeNull();
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });

  test('is not judged on what it served meanwhile: the warm-up starts again', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR).run(79_999, FOR);
    play.wait(1).tick(FOR, DOWN).run(10_000, FOR);
    expect(play.run(79_999, FOR).weights()).toBe('version1 90%, version2 10%');
    expect(play.run(1, FOR).weights()).toBe('version1 80%, version2 20%');
  });

  test('that does not take new weights is asked again at the next tick', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR).run(80_000, FOR);
    const failed = settle(
      play.gateway,
      { ...play.state, confirmed: null },
      { answered: false, message: 'timed out' },
      null,
      play.now,
    );
    expect(failed.events).toMatchObject([{ kind: 'target-failed', reason: 'timed out' }]);
    expect(failed.state.intent).toEqual(play.state.intent);
    expect(failed.state.confirmed).toBeNull();
  });

  test('that shows other weights than it was given has failed', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR);
    const routing = {
      gateway: 'shop',
      routes: new Map([['default', weights({ version1: 10_000 })]]),
    };
    const read = { answered: true, routing } as const;
    const settled = settle(play.gateway, { ...play.state, confirmed: null }, read, null, play.now);
    expect(settled.state.confirmed).toBeNull();
    expect(settled.events).toMatchObject([
      {
        kind: 'target-failed',
        reason: 'the data plane shows version1 100% after it was given version1 90%, version2 10%',
      },
    ]);
  });

  test('a step that was not confirmed is not judged, however long ago it was taken', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR);
    play.state = { ...play.state, confirmed: null };
    const other = { gateway: 'shop', routes: new Map([['default', weights({ version1: 10_000 })]]) };
    play.wait(600_000).tick(FOR, { target: { answered: true, routing: other } });
    expect(play.record?.outcomes).toEqual([]);
    expect(play.weights()).toBe('version1 90%, version2 10%');
  });
});
