import { describe, expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, route, timePolicy } from '../testing/gateways.js';
import { Play } from '../testing/play.js';
import { decidedFor, NOTHING_READ } from '../testing/readings.js';

const HOLD = decidedFor(null);

describe('a release that an operator promotes', () => {
  test('gives the candidate everything in one step, and ends once the data plane has it', () => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
    expect(play.act({ kind: 'promote' })).toMatchObject({ ok: true, record: { shift: 'promote' } });
    expect(play.release.phase).toBe('Progressing');
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 0%, version2 100%');
    expect(play.state.stable).toBe('version2');
    expect(play.release).toMatchObject({
      phase: 'Promoted',
      reason: 'version2 has all traffic (promoted by alice)',
    });
  });

  test('is judged no more, whatever its policy says and its deadline', () => {
    const policy = customPolicy({
      deadline: { after: 100_000, then: 'rollback' },
      failures: { consecutive: 1, total: null },
    });
    const play = new Play(gatewayWith([policy])).tick(HOLD);
    play.act({ kind: 'promote' });
    play.run(600_000, decidedFor('version1'), { target: { answered: false, message: 'the socket is gone' } });
    expect(play.release.phase).toBe('Progressing');
    play.run(10_000, decidedFor('version1'));
    expect(play.release.phase).toBe('Promoted');
  });

  test('moves only the routes of its policies', () => {
    const routes = [
      route('beta', { version1: 5000, version2: 5000 }),
      route('default', { version1: 10_000 }),
    ];
    const play = new Play(gatewayWith([timePolicy()], { routes })).tick(NOTHING_READ);
    play.act({ kind: 'promote' });
    play.tick(NOTHING_READ);
    expect(play.weights('beta')).toBe('version1 50%, version2 50%');
    expect(play.weights('default')).toBe('version1 0%, version2 100%');
    expect(play.release.phase).toBe('Promoted');
  });

  test.each(['Pending', 'Paused', 'Held'] as const)('may be %s', (phase) => {
    const play = new Play(gatewayWith([timePolicy()]));
    if (phase !== 'Pending') play.tick(NOTHING_READ);
    if (phase === 'Paused') play.act({ kind: 'pause' });
    if (phase === 'Held') play.state = { ...play.state, release: { ...play.release, phase } };
    play.act({ kind: 'promote' });
    play.tick(NOTHING_READ);
    expect(play.release).toMatchObject({ phase: 'Promoted', suspension: null });
    expect(play.weights()).toBe('version1 0%, version2 100%');
  });

  test.each([
    ['RollingBack', 'the release goes back to its stable version and never goes up again'],
    ['RolledBack', 'the release has ended: it is RolledBack'],
    ['Promoted', 'the release has ended: it is Promoted'],
  ] as const)('may not be %s', (phase, message) => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
    play.state = { ...play.state, release: { ...play.release, phase } };
    expect(play.act({ kind: 'promote' })).toEqual({ ok: false, why: 'conflict', message });
  });

  test('cannot be paused on the way, but rolled back', () => {
    const play = new Play(gatewayWith([timePolicy({ rollback: 'immediate' })])).tick(NOTHING_READ);
    play.act({ kind: 'promote' });
    expect(play.act({ kind: 'promote' })).toMatchObject({ ok: false, why: 'conflict' });
    expect(play.act({ kind: 'pause' })).toMatchObject({ ok: false, why: 'conflict' });
    play.act({ kind: 'rollback' });
    play.tick(NOTHING_READ);
    expect(play.release.phase).toBe('RolledBack');
  });
});
