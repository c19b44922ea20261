import { describe, expect, test } from '@jest/globals';
import { gatewayWith, timePolicy, version } from '../testing/gateways.js';
import { Play } from '../testing/play.js';
import { NOTHING_READ } from '../testing/readings.js';

const ROLLBACK = { kind: 'rollback' } as const;

describe('a release that an operator rolls back', () => {
  test('goes back step by step where its policy says so, and never up again', () => {
    const play = new Play(gatewayWith([timePolicy({ start: 3000 })])).tick(NOTHING_READ);
    expect(play.act(ROLLBACK)).toMatchObject({ ok: true, record: { shift: 'rollback' } });
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 80%, version2 20%');
    expect(play.release).toMatchObject({ phase: 'RollingBack', reason: 'rolled back by alice' });
    play.run(20_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.release).toMatchObject({
      phase: 'RolledBack',
      reason: 'version1 has all traffic again (rolled back by alice)',
    });
    expect(play.kinds()).toContain('aborted');
  });

  test('goes back at once where any of its policies does', () => {
    const policies = [timePolicy({ start: 3000 }), timePolicy({ start: 3000, rollback: 'immediate' })];
    const play = new Play(gatewayWith(policies)).tick(NOTHING_READ);
    play.act(ROLLBACK);
    play.tick(NOTHING_READ);
    expect(play.release.phase).toBe('RolledBack');
  });

  test('may be paused', () => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
    play.act({ kind: 'pause' });
    play.act(ROLLBACK);
    play.tick(NOTHING_READ);
    expect(play.release).toMatchObject({ phase: 'RolledBack', suspension: null });
  });

  test('may not have begun yet: then it ends where it is', () => {
    const play = new Play(gatewayWith([timePolicy()]));
    play.act(ROLLBACK);
    play.tick(NOTHING_READ);
    expect(play.release.phase).toBe('RolledBack');
    expect(play.kinds()).not.toContain('shifted');
  });

  test('may be held', () => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
    play.state = { ...play.state, release: { ...play.release, phase: 'Held' } };
    play.act(ROLLBACK);
    play.tick(NOTHING_READ);
    expect(play.release.phase).toBe('RolledBack');
  });

  test('that was promoted gives everything to the version before it in one step', () => {
    const play = new Play(gatewayWith([timePolicy({ step: 5000 })])).tick(NOTHING_READ);
    play.run(60_000, NOTHING_READ);
    expect(play.release.phase).toBe('Promoted');
    expect(play.act(ROLLBACK)).toMatchObject({ ok: true });
    play.tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.state.stable).toBe('version1');
    expect(play.release.phase).toBe('RolledBack');
    play.run(600_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 100%, version2 0%');
  });

  test('is stored before the data plane answers, which gets its weights when it does', () => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
    const away = { target: { answered: false, message: 'the socket is gone' } } as const;
    play.tick(NOTHING_READ, away).act(ROLLBACK);
    play.tick(NOTHING_READ, away);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.release.phase).toBe('RollingBack');
    play.tick(NOTHING_READ);
    expect(play.release.phase).toBe('RolledBack');
  });

  test.each([
    ['RollingBack', 'the release goes back to its stable version already'],
    ['RolledBack', 'the release has ended: it is RolledBack'],
  ] as const)('may not be %s', (phase, message) => {
    const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
    play.state = { ...play.state, release: { ...play.release, phase } };
    expect(play.act(ROLLBACK)).toEqual({ ok: false, why: 'conflict', message });
  });

  test('needs a version to go back to', () => {
    const play = new Play(gatewayWith([timePolicy({ step: 10_000 })])).run(60_000, NOTHING_READ);
    expect(play.release.phase).toBe('Promoted');
    const without = { ...play.gateway, versions: [version('version2', 9002)] };
    const later = new Play(play.gateway, play.state, play.now);
    Object.assign(later, { gateway: without });
    expect(later.act(ROLLBACK)).toMatchObject({
      ok: false,
      message: 'the gateway has no version `version1` any more to go back to',
    });
  });
});
