import fc from 'fast-check';
import type { HealthPolicy, MetricPolicy, Policy, Route } from '../../packages/runtime/src/config/gateway.js';
import {
  customPolicy,
  gatewayWith,
  healthPolicy,
  metricPolicy,
  timePolicy,
  version,
} from '../../packages/runtime/src/release/testing/gateways.js';
import { withStays } from './arbitrary-stays.js';
import { mostly } from './mostly.js';
import type { Cast } from './scenario.js';
import type { Behaviour } from './traffic.js';

const SECOND = 1_000;

const ENDING = fc.constantFrom('hold' as const, 'rollback' as const);
const BUDGET = fc.record({ for: fc.constantFrom(120 * SECOND, 30 * SECOND), then: ENDING });

/** Far longer than the slowest of these releases takes undisturbed: what only a fault, or a tie for ever, brings about. */
const DEADLINE = fc.record({ after: fc.constantFrom(1800 * SECOND, 1500 * SECOND), then: ENDING });

/** What all policies have; every number is a whole multiple of each quantum. */
const COMMON = {
  interval: fc.constantFrom(10 * SECOND, 15 * SECOND, 30 * SECOND),
  step: fc.constantFrom(5000, 2500, 10_000, 3000),
  start: fc.constantFrom(1000, 500, 5000),
  rollback: fc.constantFrom('gradual' as const, 'immediate' as const),
  deadline: fc.option(DEADLINE, { freq: 3 }),
  readyTimeout: fc.constantFrom(600 * SECOND, 60 * SECOND),
  failures: fc.record({
    consecutive: fc.option(fc.integer({ min: 1, max: 3 })),
    total: fc.option(fc.integer({ min: 3, max: 5 })),
  }),
  budgets: fc.record({ noData: BUDGET, sourceErrors: BUDGET }),
};

/** The best of all versions by its share of failing requests, for gateways of equal standing. */
function bestOf(labels: readonly string[]): string {
  const shares = labels.map(
    (label) => `let of_${label} = metric "${label}" errors / metric "${label}" requests;`,
  );
  const branches = labels.map((label) => {
    const isBest = labels.filter((other) => other !== label).map((other) => `of_${label} < of_${other}`);
    return `if (${isBest.join(' and ')}) { result = ${label}; }`;
  });
  return `${shares.join(' ')} ${branches.join(' else ')} else { result = nil; } result`;
}

/** Programs over what the traffic of these worlds has; the first is the founding one. */
function programs(labels: readonly string[], hasCandidate: boolean): fc.Arbitrary<string | null> {
  if (!hasCandidate) return fc.constant(bestOf(labels));
  return fc.constantFrom(
    null,
    'if (metric candidate errors <= 0.3 * metric candidate requests) { result = candidate; } else { result = baseline; } result',
    'if (metric candidate errors > 0.2 * metric candidate requests) { result = baseline; } else { result = nil; } result',
  );
}

/** Scores that rank versions alike. */
const SCORING: fc.Arbitrary<Pick<MetricPolicy, 'expression' | 'goal'>> = fc.constantFrom(
  { expression: '(requests - errors) / requests', goal: 'highest' },
  { expression: 'errors / requests', goal: 'lowest' },
);

const HEALTH: fc.Arbitrary<Pick<HealthPolicy, 'limit' | 'floor'>> = fc.record({
  limit: fc.constantFrom(2000, 2500),
  floor: fc.constantFrom(0, 0, 500),
});

function policies(
  labels: readonly string[],
  hasCandidate: boolean,
  routes: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<Policy> {
  const judging = fc.record({ ...COMMON, routes, minimumRequests: fc.constantFrom(0, 20) });
  const custom = fc
    .tuple(judging, programs(labels, hasCandidate))
    .map(([given, expression]): Policy =>
      customPolicy({ ...given, ...(expression === null ? {} : { expression }) }),
    );
  const metric = fc
    .tuple(judging, SCORING)
    .map(([given, scoring]): Policy => metricPolicy({ ...given, ...scoring }));
  if (!hasCandidate) return fc.oneof(custom, metric);
  const health = fc.tuple(judging, HEALTH).map(([given, how]): Policy => healthPolicy({ ...given, ...how }));
  const time = fc.record({ ...COMMON, routes }).map((given): Policy => timePolicy(given));
  return fc.oneof(time, custom, health, metric);
}

/** One policy, or several of which the first may move something. */
function policyLists(policy: fc.Arbitrary<Policy>): fc.Arbitrary<readonly Policy[]> {
  const observing = fc
    .record({ policy, observe: mostly(false, fc.constant(true)) })
    .map(({ policy: given, observe }): Policy => ({ ...given, observe }));
  const several = fc.tuple(policy, fc.array(observing, { minLength: 1, maxLength: 2 }));
  return fc.oneof(
    { weight: 3, arbitrary: policy.map((given) => [given]) },
    { weight: 1, arbitrary: several.map(([first, others]) => [first, ...others]) },
  );
}

/** Shares of whole percents that make up the whole; the first version has most of it. */
function shares(labels: readonly string[], isEven: boolean): fc.Arbitrary<Route['weights']> {
  const [first = '', ...others] = labels;
  const most = Math.floor(100 / (others.length + 1));
  const each = isEven ? fc.integer({ min: 5, max: most }) : fc.constantFrom(0, 0, 5, most);
  return fc.tuple(...others.map(() => each)).map((given) => {
    const left = 100 - given.reduce((sum, share) => sum + share, 0);
    return new Map([
      [first, left * 100],
      ...others.map((label, at) => [label, (given[at] ?? 0) * 100] as const),
    ]);
  });
}

const ROUTE_NAMES = ['default', 'beta', 'mobile'] as const;

function routes(labels: readonly string[], isEven: boolean): fc.Arbitrary<readonly Route[]> {
  return fc.array(shares(labels, isEven), { minLength: 1, maxLength: 3 }).map((given) =>
    given
      .map((weights, at): Route => {
        const name = ROUTE_NAMES[at] ?? 'default';
        return {
          name,
          condition: at === 0 ? null : `header "X-Group" exact "${name}"`,
          weights,
          mirror: null,
        };
      })
      // The one without a condition comes last.
      .toReversed(),
  );
}

/** How versions behave: better candidates first. */
function behaviours(labels: readonly string[]): fc.Arbitrary<ReadonlyMap<string, Behaviour>> {
  const [first = '', ...others] = labels;
  const failing = fc.constantFrom(0, 2, 1, 4);
  return fc
    .tuple(fc.constantFrom(1, 0), ...others.map(() => failing))
    .map(
      ([stable, ...rest]) =>
        new Map([
          [first, { failingEighths: stable }],
          ...others.map((label, at) => [label, { failingEighths: rest[at] ?? 0 }] as const),
        ]),
    );
}

/** A gateway of this name and the behaviour of its versions. */
export function arbitraryCast(name: string): fc.Arbitrary<Cast> {
  const size = fc.constantFrom(2, 2, 3);
  return fc.tuple(size, fc.boolean()).chain(([count, isWithoutCandidate]) => {
    const hasCandidate = !isWithoutCandidate || count === 2;
    const labels = ['version1', 'version2', 'version3'].slice(0, count);
    return routes(labels, !hasCandidate).chain((given) => {
      const names = given.map((route) => route.name);
      const named = fc.subarray(names, { minLength: 1 });
      return fc
        .record({
          stays: withStays(policyLists(policies(labels, hasCandidate, named))),
          behaviours: behaviours(labels),
          window: fc.constantFrom(20 * SECOND, 10 * SECOND, 40 * SECOND),
          scrapeInterval: fc.constantFrom(5 * SECOND, 10 * SECOND),
        })
        .map(({ stays, behaviours: how, window, scrapeInterval }): Cast => ({
          gateway: gatewayWith(stays.policies, {
            name,
            application: name,
            versions: labels.map((label, at) => version(label, 9001 + at)),
            candidate: hasCandidate ? 'version2' : null,
            routes: given,
            metrics: {
              source: { kind: 'scrape', urls: null, timeout: SECOND },
              provider: 'embedded',
              window,
              scrapeInterval,
              scope: 'gateway',
            },
          }),
          behaviours: how,
          characters: stays.characters,
        }));
    });
  });
}

/** Multiples of which all shares and steps of these gateways are. */
export const arbitraryQuantum = fc.constantFrom(1, 100);
