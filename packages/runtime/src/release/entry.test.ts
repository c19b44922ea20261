import { describe, expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, route, timePolicy, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor, NOTHING_READ } from './testing/readings.js';

const HOLD = decidedFor(null);
const NOT_READY = { readiness: { ready: false, reason: 'nothing listens at 127.0.0.1:9002' } } as const;

describe('the entry of a candidate', () => {
  test('a ready candidate gets its first share unjudged, without any data', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(HOLD);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.release.phase).toBe('Progressing');
    expect(play.record).toMatchObject({
      shift: 'entry',
      outcomes: [],
      reason: 'version2 is ready and starts with version1 90%, version2 10%',
    });
  });

  test('the first share is `start`, not the step', () => {
    const play = new Play(gatewayWith([customPolicy({ step: 2000, start: 500 })])).tick(HOLD);
    expect(play.weights()).toBe('version1 95%, version2 5%');
  });

  test('a candidate that is not ready waits, and the release says why', () => {
    const play = new Play(gatewayWith([customPolicy()])).run(540_000, HOLD, NOT_READY);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.release).toMatchObject({
      phase: 'Pending',
      reason: 'version2 is not ready: nothing listens at 127.0.0.1:9002',
    });
    expect(play.run(10_000, HOLD).release.phase).toBe('Progressing');
  });

  test('after ten minutes without readiness the release is held for good', () => {
    const play = new Play(gatewayWith([customPolicy()])).run(600_000, HOLD, NOT_READY);
    expect(play.release).toMatchObject({
      phase: 'Held',
      reason: 'version2 is not ready: nothing listens at 127.0.0.1:9002 after 10m',
    });
    expect(play.run(60_000, HOLD).weights()).toBe('version1 100%, version2 0%');
  });

  test('how long it waits can be set: the least of its policies counts', () => {
    const policies = [customPolicy({ readyTimeout: 60_000 }), timePolicy()];
    const play = new Play(gatewayWith(policies)).run(50_000, HOLD, NOT_READY);
    expect(play.release.phase).toBe('Pending');
    expect(play.run(10_000, HOLD, NOT_READY).release).toMatchObject({
      phase: 'Held',
      reason: 'version2 is not ready: nothing listens at 127.0.0.1:9002 after 1m',
    });
  });

  test('a candidate that has more than its start already keeps it', () => {
    const routes = [route('default', { version1: 6000, version2: 4000 })];
    const play = new Play(gatewayWith([customPolicy()], { routes })).tick(HOLD);
    expect(play.release.phase).toBe('Progressing');
    expect(play.weights()).toBe('version1 60%, version2 40%');
    expect(play.kinds()).not.toContain('shifted');
  });

  test('waits until the data plane has the weights that the release starts from', () => {
    const play = new Play(gatewayWith([timePolicy()]));
    play.tick(NOTHING_READ, { target: { answered: true, routing: null } });
    expect(play.release).toMatchObject({
      phase: 'Pending',
      reason: 'waiting for the data plane to have the first weights',
    });
  });

  test('without a candidate there is nothing to enter', () => {
    const gateway = gatewayWith([customPolicy()], {
      candidate: null,
      routes: [route('default', { version1: 5000, version2: 5000 })],
    });
    const play = new Play(gateway).tick(HOLD);
    expect(play.release.phase).toBe('Progressing');
    expect(play.weights()).toBe('version1 50%, version2 50%');
  });

  test('the other versions give the first share in proportion', () => {
    const gateway = gatewayWith([customPolicy()], {
      versions: [version('version0', 9000), version('version1', 9001), version('version2', 9002)],
      routes: [route('default', { version0: 4000, version1: 6000 })],
    });
    expect(new Play(gateway).tick(HOLD).weights()).toBe('version0 36%, version1 54%, version2 10%');
  });

  test('each route that the policies name gets the least start of its policies', () => {
    const gateway = gatewayWith(
      [customPolicy({ routes: ['a', 'b'], start: 2000 }), timePolicy({ routes: ['b'], start: 500 })],
      {
        routes: [
          route('a', { version1: 10_000 }),
          route('b', { version1: 10_000 }),
          route('c', { version1: 10_000 }),
        ],
      },
    );
    const play = new Play(gateway).tick([HOLD, NOTHING_READ]);
    expect(['a', 'b', 'c'].map((name) => play.weights(name))).toEqual([
      'version1 80%, version2 20%',
      'version1 95%, version2 5%',
      'version1 100%',
    ]);
  });
});
