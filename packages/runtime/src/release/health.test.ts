import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gatewayWith, healthPolicy, route, timePolicy, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { known, NOTHING_READ, scored } from './testing/readings.js';

/** Interval, window and settling time of these gateways together. */
const PACE = 80_000;
const HEALTHY = scored('health', { version2: 0.98 });
const FAILING = scored('health', { version2: 0.7 });
const UNKNOWN = scored('health', { version2: 'no-series' });

const half = { routes: [route('default', { version1: 5000, version2: 5000 })] };

describe('a release by health', () => {
  test('steps up while the candidate is healthy, and says by how much', () => {
    const play = new Play(gatewayWith([healthPolicy()])).tick(HEALTHY).run(PACE, HEALTHY);
    expect(play.weights()).toBe('version1 80%, version2 20%');
    expect(play.record?.reason).toBe('version2 gains 10%: version2 has 2% errors, within the limit of 20%');
  });

  test('steps back while it is not, and resumes when it is healthy again: no latch', () => {
    const play = new Play(gatewayWith([healthPolicy()], half)).tick(HEALTHY).run(2 * PACE, FAILING);
    expect(play.weights()).toBe('version1 70%, version2 30%');
    expect(play.record?.reason).toBe('version1 gains 10%: version2 has 30% errors, above the limit of 20%');
    expect(play.run(PACE, HEALTHY).weights()).toBe('version1 60%, version2 40%');
    expect(play.run(7 * PACE, HEALTHY).release).toMatchObject({ phase: 'Promoted' });
  });

  test('without a floor it ends at stable: no data could follow', () => {
    const play = new Play(gatewayWith([healthPolicy()])).tick(HEALTHY).run(PACE, FAILING);
    expect(play.release.phase).toBe('RolledBack');
  });

  test('with a floor the candidate keeps a probe share, from which it resumes', () => {
    const gateway = gatewayWith([healthPolicy({ floor: 500 })]);
    const play = new Play(gateway).tick(HEALTHY).run(PACE, FAILING);
    expect(play.weights()).toBe('version1 95%, version2 5%');
    expect(play.run(10 * PACE, FAILING).weights()).toBe('version1 95%, version2 5%');
    expect(play.release).toMatchObject({
      phase: 'Progressing',
      reason: 'version2 has 30% errors, above the limit of 20%',
    });
    expect(play.run(PACE, HEALTHY).weights()).toBe('version1 85%, version2 15%');
  });

  test('every route keeps its floor, whatever it started from', () => {
    const routes = [
      route('beta', { version1: 0, version2: 10_000 }),
      route('default', { version1: 9000, version2: 1000 }),
    ];
    const policy = healthPolicy({ routes: ['beta', 'default'], floor: 500, step: 4000 });
    const play = new Play(gatewayWith([policy], { routes })).tick(HEALTHY).run(4 * PACE, FAILING);
    expect(['beta', 'default'].map((name) => play.weights(name))).toEqual([
      'version1 95%, version2 5%',
      'version1 95%, version2 5%',
    ]);
  });

  test('a third version goes back too, and the candidate never falls below its floor', () => {
    const versions = [version('version1', 9001), version('version2', 9002), version('version3', 9003)];
    const routes = [route('default', { version1: 4000, version2: 3000, version3: 3000 })];
    const gateway = gatewayWith([healthPolicy({ floor: 500 })], { versions, routes });
    const play = new Play(gateway).tick(HEALTHY);
    for (let step = 0; step < 30; step += 1) {
      play.run(PACE, FAILING);
      expect(play.routing?.routes.get('default')?.get('version2')).toBeGreaterThanOrEqual(500);
    }
    expect(play.release.phase).toBe('Progressing');
  });

  test('as an option it aborts: so many failures in a row, the floor no longer kept', () => {
    const policy = healthPolicy({ floor: 500, failures: { consecutive: 3, total: null } });
    const play = new Play(gatewayWith([policy], half)).tick(HEALTHY).run(3 * PACE, FAILING);
    expect(play.release).toMatchObject({
      phase: 'RollingBack',
      reason: 'version2 was decided against 3 times in a row',
    });
    expect(play.run(20 * PACE, HEALTHY).weights()).toBe('version1 100%, version2 0%');
    expect(play.release.phase).toBe('RolledBack');
  });

  test('a healthy tick ends a row of failures; one that is not known does not', () => {
    const policy = healthPolicy({ failures: { consecutive: 2, total: null } });
    const failures = (play: Play) => play.release.policies[0]?.failures.consecutive;
    const play = new Play(gatewayWith([policy], half)).tick(HEALTHY).run(PACE, FAILING);
    expect(failures(play)).toBe(1);
    expect(failures(play.run(10_000, UNKNOWN))).toBe(1);
    expect(failures(play.run(PACE, HEALTHY))).toBe(0);
  });

  test('no traffic, no judgement: nothing changes', () => {
    const policy = healthPolicy({ minimumRequests: 50 });
    const idle = scored(
      'health',
      { version2: 'divide-by-zero' },
      {
        requests: [{ version: 'version2', sample: known(0) }],
      },
    );
    const play = new Play(gatewayWith([policy])).tick(idle).run(PACE, idle);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.record?.reason).toBe('too few requests: version2 has 0 of 50, 50 missing');
  });

  test('holds back a time policy before it, and never raises what that proposes', () => {
    const gateway = gatewayWith([timePolicy({ step: 500, start: 1000 }), healthPolicy()], half);
    const play = new Play(gateway).tick(NOTHING_READ).run(PACE, [NOTHING_READ, HEALTHY]);
    expect(play.weights()).toBe('version1 45%, version2 55%');
    expect(play.run(PACE, [NOTHING_READ, FAILING]).weights()).toBe('version1 55%, version2 45%');
  });
});

/** What a candidate gets from a policy with a floor, tick by tick: null for one at which its health was not known. */
function modelled(course: readonly (boolean | null)[], step: number, floor: number): readonly number[] {
  let share = step;
  return course.map((healthy) => {
    if (healthy === true) share = Math.min(10_000, share + step);
    if (healthy === false) share = Math.max(floor, share - step);
    return share;
  });
}

describe('the share of a candidate', () => {
  test('is that of a model, whatever its health does, as long as it keeps a floor and is not promoted', () => {
    const health = fc.constantFrom(true, false, null);
    fc.assert(
      fc.property(
        fc.array(health, { maxLength: 12 }),
        fc.constantFrom(500, 1000, 3000),
        fc.constantFrom(100, 500),
        (course, step, floor) => {
          const shares = modelled(course, step, floor);
          const end = shares.indexOf(10_000);
          const told = end < 0 ? course : course.slice(0, end + 1);
          const play = new Play(gatewayWith([healthPolicy({ step, start: step, floor })])).tick(HEALTHY);
          const seen = told.map((healthy) => {
            play.run(PACE, healthy === null ? UNKNOWN : healthy ? HEALTHY : FAILING);
            return play.routing?.routes.get('default')?.get('version2');
          });
          expect(seen).toEqual(shares.slice(0, told.length));
        },
      ),
      { numRuns: 50 },
    );
  });
});
