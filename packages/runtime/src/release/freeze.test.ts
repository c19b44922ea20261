import { describe, expect, test } from '@jest/globals';
import type { FreezeWindow } from '../config/gateway.js';
import { isOpen } from './freeze.js';
import { policiesFingerprint } from './identity.js';
import { customPolicy, gatewayWith, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor, NOTHING_READ } from './testing/readings.js';

const at = (text: string): number => Date.parse(text);

function weekly(given: Partial<Extract<FreezeWindow, { kind: 'weekly' }>> = {}): FreezeWindow {
  return {
    kind: 'weekly',
    days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    from: 0,
    to: 1440,
    timeZone: 'UTC',
    ...given,
  };
}

describe('a freeze window', () => {
  test.each([
    ['2026-11-27T21:59:00Z', false],
    ['2026-11-27T22:00:00Z', true],
    ['2026-11-28T05:59:59Z', true],
    ['2026-11-28T06:00:00Z', false],
    // Saturday's own night is none of it.
    ['2026-11-28T23:00:00Z', false],
  ])('over midnight belongs to the day on which it begins: %s', (instant, open) => {
    expect(isOpen(weekly({ days: ['fri'], from: 22 * 60, to: 6 * 60 }), at(instant))).toBe(open);
  });

  test('of Sunday night goes on into Monday', () => {
    const window = weekly({ days: ['sun'], from: 22 * 60, to: 6 * 60 });
    expect(isOpen(window, at('2026-11-30T01:00:00Z'))).toBe(true);
  });

  test.each([
    ['2026-07-01T20:00:00Z', true],
    ['2026-07-01T19:59:00Z', false],
    ['2026-12-01T21:00:00Z', true],
    ['2026-12-01T20:59:00Z', false],
  ])('goes by the clocks of its place, in summer and in winter: %s', (instant, open) => {
    const window = weekly({ from: 22 * 60, to: 24 * 60, timeZone: 'Europe/Berlin' });
    expect(isOpen(window, at(instant))).toBe(open);
  });

  // On 2026-03-29 Berlin goes from 02:00 to 03:00 at 01:00 UTC, on 2026-10-25 from 03:00 back to 02:00 at 01:00 UTC.
  test.each([
    ['2026-03-29T00:59:00Z', false],
    ['2026-03-29T01:00:00Z', true],
    ['2026-03-29T01:59:00Z', true],
    ['2026-03-29T02:00:00Z', false],
    ['2026-10-25T00:29:00Z', false],
    ['2026-10-25T00:30:00Z', true],
    ['2026-10-25T01:15:00Z', false],
    ['2026-10-25T01:30:00Z', true],
    ['2026-10-25T02:59:00Z', true],
    ['2026-10-25T03:00:00Z', false],
  ])('knows hours that are left out and hours that come twice: %s', (instant, open) => {
    const window = weekly({ days: ['sun'], from: 150, to: 240, timeZone: 'Europe/Berlin' });
    expect(isOpen(window, at(instant))).toBe(open);
  });

  test('of one time is open from its begin to its end', () => {
    const window: FreezeWindow = { kind: 'once', from: 1000, to: 2000 };
    expect([999, 1000, 1999, 2000].map((now) => isOpen(window, now))).toEqual([false, true, true, false]);
  });
});

describe('a release in a freeze window', () => {
  const HOUR = 3_600_000;
  const FRIDAY = at('2026-11-27T21:00:00Z');
  const weekend = weekly({ days: ['fri'], from: 22 * 60, to: 6 * 60, timeZone: 'UTC' });

  test('waits, and goes on when it is over', () => {
    const policy = timePolicy({ interval: 10 * 60_000, freeze: [weekend] });
    const play = new Play(gatewayWith([policy]), null, FRIDAY + 30 * 60_000).tick(NOTHING_READ);
    play.run(4 * HOUR, NOTHING_READ);
    expect(play.release).toMatchObject({ phase: 'Waiting', reason: 'frozen until 06:00 (UTC)' });
    expect(play.weights()).toBe('version1 70%, version2 30%');
    play.run(7 * HOUR, NOTHING_READ);
    expect(play.release).toMatchObject({ phase: 'Promoted', suspension: null });
    const told = play.events.filter(({ kind }) => kind === 'frozen' || kind === 'thawed');
    expect(told).toEqual([
      { kind: 'frozen', gateway: 'shop', at: FRIDAY + HOUR, reason: 'frozen until 06:00 (UTC)' },
      { kind: 'thawed', gateway: 'shop', at: FRIDAY + 9 * HOUR, reason: 'the freeze is over' },
    ]);
  });

  test('lets nobody in before it is over', () => {
    const play = new Play(gatewayWith([timePolicy({ freeze: [weekend] })]), null, FRIDAY + HOUR);
    play.run(HOUR, NOTHING_READ);
    expect(play.release.phase).toBe('Waiting');
    expect(play.weights()).toBe('version1 100%, version2 0%');
    play.run(8 * HOUR, NOTHING_READ);
    expect(play.release.phase).toBe('Promoted');
  });

  test('is not promoted before it is over', () => {
    const policy = timePolicy({ start: 10_000, interval: 40 * 60_000, freeze: [weekend] });
    const play = new Play(gatewayWith([policy]), null, FRIDAY + 30 * 60_000).tick(NOTHING_READ);
    play.run(4 * HOUR, NOTHING_READ);
    expect(play.weights()).toBe('version1 0%, version2 100%');
    expect(play.release.phase).toBe('Waiting');
    play.run(6 * HOUR, NOTHING_READ);
    expect(play.release.phase).toBe('Promoted');
  });

  test('has deadline and budgets stopped', () => {
    const policy = customPolicy({ deadline: { after: HOUR, then: 'rollback' }, freeze: [weekend] });
    const play = new Play(gatewayWith([policy]), null, FRIDAY + 55 * 60_000).tick(decidedFor(null));
    play.run(9 * HOUR, blockedBy('no-series'));
    expect(play.release.phase).toBe('Held');
    // Held by the ten minutes of its budget after six in the morning, not by the night.
    const ended = play.events.find(({ kind }) => kind === 'ended');
    expect(ended?.at).toBeGreaterThan(at('2026-11-28T06:05:00Z'));
    expect(ended?.at).toBeLessThan(at('2026-11-28T06:15:00Z'));
  });

  test('has its deadline counted afterwards, also where nobody had to enter', () => {
    const policy = customPolicy({ deadline: { after: HOUR, then: 'hold' }, freeze: [weekend] });
    const play = new Play(gatewayWith([policy], { candidate: null }), null, FRIDAY + HOUR);
    play.run(7 * HOUR, decidedFor(null));
    expect(play.release).toMatchObject({ phase: 'Waiting', suspension: { from: 'Progressing' } });
    play.run(2 * HOUR - 60_000, decidedFor(null));
    expect(play.release).toMatchObject({ phase: 'Progressing', suspension: null });
    play.run(2 * 60_000, decidedFor(null));
    expect(play.release).toMatchObject({ phase: 'Held', reason: 'the deadline of 1h has passed' });
  });

  test("goes back where that is decided, and at an operator's word", () => {
    const policy = customPolicy({ freeze: [weekend], start: 3000, step: 3000 });
    const decided = new Play(gatewayWith([policy]), null, FRIDAY + 59 * 60_000).tick(decidedFor(null));
    decided.run(HOUR, decidedFor('version1'));
    expect(decided.release.phase).toBe('RolledBack');
    const asked = new Play(gatewayWith([policy]), null, FRIDAY + 59 * 60_000).tick(decidedFor(null));
    asked.run(HOUR, decidedFor(null)).act({ kind: 'rollback' });
    asked.run(10_000, decidedFor(null));
    expect(asked.release.phase).toBe('RolledBack');
  });

  test('stays in it while it steps back, which is not told as its end', () => {
    const policy = customPolicy({ freeze: [weekend], start: 5000, step: 1000, interval: 10 * 60_000 });
    const play = new Play(gatewayWith([policy]), null, FRIDAY + 50 * 60_000).tick(decidedFor(null));
    play.run(HOUR / 2, decidedFor('version1'));
    expect(play.release).toMatchObject({ phase: 'Waiting', suspension: { isFrozen: true } });
    expect(play.weights()).not.toBe('version1 50%, version2 50%');
    play.run(8 * HOUR, decidedFor(null));
    expect(play.release.phase).toBe('Progressing');
    const told = play.events.filter(({ kind }) => kind === 'frozen' || kind === 'thawed');
    expect(told.map(({ kind }) => kind)).toEqual(['frozen', 'thawed']);
  });

  test("is promoted at an operator's word", () => {
    const policy = timePolicy({ freeze: [weekend] });
    const play = new Play(gatewayWith([policy]), null, FRIDAY + HOUR).run(60_000, NOTHING_READ);
    play.act({ kind: 'promote' });
    play.run(10_000, NOTHING_READ);
    expect(play.release.phase).toBe('Promoted');
  });

  test('is the same one when its windows change', () => {
    expect(policiesFingerprint([timePolicy({ freeze: [weekend] })])).toBe(
      policiesFingerprint([timePolicy()]),
    );
  });
});
