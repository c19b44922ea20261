import { describe, expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, timePolicy, weights } from '../testing/gateways.js';
import { Play } from '../testing/play.js';
import { blockedBy, decidedFor, NOTHING_READ } from '../testing/readings.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOLD = decidedFor(null);

/** A release with its first share confirmed. */
function entered(play: Play): Play {
  return play.tick(play.gateway.policies[0]?.type === 'time' ? NOTHING_READ : HOLD);
}

describe('a paused release', () => {
  test('is judged no more and moves nothing until it is resumed', () => {
    const play = entered(new Play(gatewayWith([timePolicy()])));
    expect(play.act({ kind: 'pause' })).toMatchObject({ ok: true });
    play.run(HOUR, NOTHING_READ);
    expect(play.release).toMatchObject({ phase: 'Paused', reason: 'paused by alice' });
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.act({ kind: 'resume' })).toMatchObject({ ok: true });
    play.tick(NOTHING_READ).run(10_000, NOTHING_READ);
    expect(play.release.phase).toBe('Progressing');
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });

  test('is judged from a new window once it is resumed', () => {
    const play = entered(new Play(gatewayWith([customPolicy()]))).run(75_000, HOLD);
    play.act({ kind: 'pause' });
    play.wait(HOUR).act({ kind: 'resume' });
    play.tick(HOLD).run(79_000, decidedFor('version2'));
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.record?.outcomes[0]?.proposal.kind).toBe('warming-up');
    play.run(11_000, decidedFor('version2'));
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });

  test('has its deadline stopped', () => {
    const deadline = { after: HOUR, then: 'rollback' } as const;
    const play = entered(new Play(gatewayWith([customPolicy({ deadline })]))).run(50 * MINUTE, HOLD);
    play.act({ kind: 'pause' });
    play.run(10 * HOUR, HOLD);
    expect(play.release.phase).toBe('Paused');
    play.act({ kind: 'resume' });
    play.tick(HOLD).run(9 * MINUTE, HOLD);
    expect(play.release.phase).toBe('Progressing');
    play.run(MINUTE, HOLD);
    expect(play.release.reason).toBe('version1 has all traffic again (the deadline of 1h has passed)');
  });

  test('has its budgets stopped', () => {
    const play = entered(new Play(gatewayWith([customPolicy()])));
    const none = blockedBy('no-series');
    play.run(9 * MINUTE, none).act({ kind: 'pause' });
    play.run(HOUR, none).act({ kind: 'resume' });
    // A new warm-up of 80 s is charged to nothing, but goes by.
    play.tick(none).run(80_000, none);
    expect(play.release.phase).toBe('Progressing');
    play.run(2 * MINUTE, none);
    expect(play.release.phase).toBe('Held');
  });

  test('is repaired all the same where somebody else changes its weights', () => {
    const play = entered(new Play(gatewayWith([timePolicy()])));
    play.act({ kind: 'pause' });
    play.routing = { gateway: 'shop', routes: new Map([['default', weights({ version2: 10_000 })]]) };
    play.run(10_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.kinds()).toContain('repaired');
    expect(play.release.phase).toBe('Paused');
  });

  test('begins where it was while it still waited for its candidate', () => {
    const play = new Play(gatewayWith([timePolicy()]));
    play.run(5 * MINUTE, NOTHING_READ, { readiness: { ready: false, reason: 'not yet' } });
    play.act({ kind: 'pause' });
    play.run(HOUR, NOTHING_READ, { readiness: { ready: false, reason: 'not yet' } });
    play.act({ kind: 'resume' });
    play.tick(NOTHING_READ, { readiness: { ready: false, reason: 'not yet' } });
    // Five minutes of ten are left to it.
    play.run(4 * MINUTE, NOTHING_READ, { readiness: { ready: false, reason: 'not yet' } });
    expect(play.release.phase).toBe('Pending');
    play.run(10_000, NOTHING_READ);
    expect(play.release.phase).toBe('Progressing');
  });

  test('stays paused over a restart', () => {
    const first = entered(new Play(gatewayWith([timePolicy()])));
    first.act({ kind: 'pause' });
    const second = new Play(first.gateway, first.state, first.now + HOUR);
    second.run(HOUR, NOTHING_READ);
    expect(second.release.phase).toBe('Paused');
    expect(second.release.suspension?.since).toBe(first.now);
  });
});

describe('to pause or resume is refused', () => {
  test.each([
    ['where it is paused already', 'Paused', { kind: 'pause' }, 'the release is paused already'],
    [
      'where it is not paused',
      'Progressing',
      { kind: 'resume' },
      'the gateway has no release that is paused',
    ],
    [
      'where it goes back',
      'RollingBack',
      { kind: 'pause' },
      'the release goes back to its stable version, which cannot be paused',
    ],
    ['where it has ended', 'Held', { kind: 'pause' }, 'the release has ended: it is Held'],
  ] as const)('%s', (_when, phase, act, message) => {
    const play = entered(new Play(gatewayWith([timePolicy()])));
    play.state = { ...play.state, release: { ...play.release, phase } };
    const before = play.state;
    expect(play.act(act)).toEqual({ ok: false, why: 'conflict', message });
    expect(play.state).toBe(before);
  });

  test('where there is nothing to release', () => {
    expect(new Play(gatewayWith([])).act({ kind: 'pause' })).toMatchObject({ ok: false, why: 'conflict' });
  });
});
