import { describe, expect, test } from '@jest/globals';
import { Company } from './company.js';
import type { GatewayRun } from './gateway-run.js';
import { gatewayWith, timePolicy, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { SimulatedTarget } from './testing/simulated-target.js';

const target = new SimulatedTarget();

/** A gateway with a period of 10 s that is due at `nextAt`. */
function run(nextAt = 0, given: Parameters<typeof gatewayWith>[1] = {}, interval = 10_000): GatewayRun {
  const gateway = gatewayWith([timePolicy({ interval })], given);
  const { state } = new Play(gateway);
  return {
    gateway,
    target,
    source: null,
    inquiries: [],
    declared: null,
    state,
    nextAt,
    hasLost: false,
    isServed: false,
    warnings: [],
  };
}

function companyOf(...runs: readonly GatewayRun[]): Company {
  const [first = run()] = runs;
  const company = new Company(first);
  for (const each of runs) {
    company.join(each);
    company.runs.add(each);
  }
  return company;
}

describe('who goes in one pass', () => {
  test('gateways of one source, target and period', () => {
    const company = companyOf(run());
    expect(company.takes(run())).toBe(true);
    expect(company.takes(run(0, {}, 20_000))).toBe(false);
    expect(company.takes({ ...run(), target: new SimulatedTarget() })).toBe(false);
  });

  test('no more than one query asks for, but any gateway that is alone', () => {
    const versions = (count: number) =>
      Array.from({ length: count }, (_, place) => version(`v${place}`, 9000));
    const large = run(0, { versions: versions(4_999) });
    const company = companyOf(large);
    expect(company.takes(run(0, { versions: versions(1) }))).toBe(true);
    expect(company.takes(run(0, { versions: versions(2) }))).toBe(false);
    company.leave(large);
    expect(company.takes(run(0, { versions: versions(6_000) }))).toBe(true);
  });
});

describe('when the next pass is due', () => {
  test('with the last of those that are due shortly after the first', () => {
    expect(companyOf(run(10_000), run(10_900), run(11_100)).nextPassAt()).toBe(10_900);
    expect(companyOf(run(10_000), run(12_000)).nextPassAt()).toBe(10_000);
  });

  test('never without gateways', () => {
    expect(companyOf().nextPassAt()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a gateway that is due at another time than most', () => {
  const company = companyOf(run(50_000), run(50_000), run(50_000), run(53_000));

  test('before most were ticked it keeps its time', () => {
    expect(company.due(0)).toEqual([]);
    expect(company.withOthers(63_000, 53_000)).toBe(63_000);
  });

  test('joins them, earlier than it would be due', () => {
    expect(company.due(50_000)).toHaveLength(3);
    expect(company.withOthers(63_000, 53_000)).toBe(60_000);
  });

  test('keeps the moment by which its weights were confirmed later', () => {
    expect(company.withOthers(60_700, 50_000)).toBe(60_700);
  });

  test('keeps its time where the others are ticked no more before that', () => {
    expect(company.withOthers(65_000, 60_000)).toBe(65_000);
  });
});

test('a pass begins with those that have had the same weights for longest', () => {
  const since = (at: number): GatewayRun => {
    const made = run();
    const { step, routes } = made.state.intent;
    return { ...made, state: { ...made.state, confirmed: { step, routes, at } } };
  };
  const [late, early] = [since(9_000), since(1_000)];
  expect(companyOf(late, early).due(10_000)).toEqual([early, late]);
});
