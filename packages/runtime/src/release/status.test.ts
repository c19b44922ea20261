import { describe, expect, test } from '@jest/globals';
import { statusOf } from './status.js';
import { customPolicy, gatewayWith, route, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor, NOTHING_READ } from './testing/readings.js';

const FOR = decidedFor('version2');

describe('the status of a gateway', () => {
  test('says where the release stands and why', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR);
    expect(statusOf(play.gateway, play.state)).toMatchObject({
      gateway: 'shop',
      phase: 'Progressing',
      reason: 'version2 is ready and starts with version1 90%, version2 10%',
      stable: 'version1',
      candidate: 'version2',
      startedAt: 1_000_000,
      step: 1,
      confirmed: { step: 1, at: 1_000_000 },
      outage: null,
      leftover: [],
    });
  });

  test('names each gate that it waits at, also while it is paused there, until it is answered', () => {
    const gate = (name: string, at: number) =>
      ({ type: 'manual', name, at, timeout: null, then: 'hold' }) as const;
    const gates = [gate('tech', 1_500), gate('business', 2_000)];
    const play = new Play(gatewayWith([timePolicy({ gates })])).tick(NOTHING_READ);
    const open = (): readonly string[] => statusOf(play.gateway, play.state).gates.map((each) => each.gate);
    expect(open()).toEqual([]);
    play.run(60_000, NOTHING_READ);
    expect(statusOf(play.gateway, play.state).gates).toEqual([
      { gate: 'tech', at: 1_500, type: 'manual', askedAt: 1_010_000 },
      { gate: 'business', at: 2_000, type: 'manual', askedAt: 1_010_000 },
    ]);
    play.act({ kind: 'pause' });
    play.act({ kind: 'approve', gate: 'tech', approved: true });
    expect(open()).toEqual(['business']);
  });

  test('after a promotion names the winner as stable, and the routes that still use older versions', () => {
    const gateway = gatewayWith([customPolicy({ start: 10_000 })], {
      routes: [
        route('default', { version1: 10_000 }),
        route('old', { version1: 10_000 }),
        route('new', { version2: 10_000 }),
      ],
    });
    const play = new Play(gateway).tick(FOR).run(80_000, FOR);
    expect(statusOf(gateway, play.state)).toMatchObject({
      phase: 'Promoted',
      stable: 'version2',
      leftover: ['old'],
    });
  });

  test('names an outage before anything else', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR, {
      target: { answered: false, message: 'the socket is gone' },
    });
    expect(statusOf(play.gateway, play.state)).toMatchObject({
      reason: 'the socket is gone',
      outage: { since: 1_000_000 },
    });
  });

  test('a gateway that releases nothing has no phase', () => {
    const play = new Play(gatewayWith([])).tick([]);
    expect(statusOf(play.gateway, play.state)).toMatchObject({
      phase: null,
      reason: 'there is nothing to release',
      startedAt: null,
    });
  });
});
