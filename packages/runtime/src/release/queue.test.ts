import { describe, expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor, NOTHING_READ } from './testing/readings.js';

const HOLD = decidedFor(null);
const NOT_READY = { readiness: { ready: false, reason: 'nothing listens at 127.0.0.1:9002' } } as const;

describe('a release that may not begin, because others are under way', () => {
  test('stays pending and says so', () => {
    const play = new Play(gatewayWith([timePolicy()])).run(60_000, NOTHING_READ, { crowd: 2 });
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.release).toMatchObject({ phase: 'Pending', reason: 'waits: 2 releases are under way' });
    expect(play.tick(NOTHING_READ, { crowd: 1 }).release.reason).toBe('waits: 1 release is under way');
  });

  test('begins as soon as it may', () => {
    const play = new Play(gatewayWith([timePolicy()])).run(60_000, NOTHING_READ, { crowd: 2 });
    play.run(10_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.release).toMatchObject({ phase: 'Progressing', suspension: null });
  });

  test('has all of its time for readiness after that, and of its deadline', () => {
    const policies = [customPolicy({ readyTimeout: 60_000, deadline: { after: 100_000, then: 'hold' } })];
    const play = new Play(gatewayWith(policies)).tick(HOLD, { crowd: 2, ...NOT_READY });
    play.run(590_000, HOLD, { crowd: 2, ...NOT_READY }).run(60_000, HOLD, NOT_READY);
    expect(play.release).toMatchObject({ phase: 'Pending', suspendedFor: 600_000 });
    expect(play.run(10_000, HOLD, NOT_READY).release).toMatchObject({
      phase: 'Held',
      reason: 'version2 is not ready: nothing listens at 127.0.0.1:9002 after 1m',
    });
  });

  test('goes back and is paused like any other', () => {
    const waiting = (): Play => new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ, { crowd: 2 });
    const back = waiting();
    expect(back.act({ kind: 'rollback' }).ok).toBe(true);
    expect(back.run(10_000, NOTHING_READ, { crowd: 2 }).release.phase).toBe('RolledBack');
    const paused = waiting();
    paused.act({ kind: 'pause' });
    expect(paused.run(60_000, NOTHING_READ, { crowd: 2 }).release.phase).toBe('Paused');
    paused.act({ kind: 'resume' });
    expect(paused.tick(NOTHING_READ, { crowd: 2 }).release).toMatchObject({
      phase: 'Pending',
      reason: 'waits: 2 releases are under way',
    });
  });
});

test('a release that has begun is not kept by how many others there are', () => {
  const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
  expect(play.run(10_000, NOTHING_READ, { crowd: 2 }).weights()).toBe('version1 80%, version2 20%');
});
