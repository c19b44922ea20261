import { describe, expect, test } from '@jest/globals';
import { check, compileFor, matcher, readRequest, routeRules, traceMatch } from '@lamia/lang';
import { BOUND, cpuTime } from './cpu-time.js';
import { HOSTILE_CONDITIONS } from './hostile-conditions.js';

const PATIENCE = 60_000;

const conditions = Object.entries(HOSTILE_CONDITIONS).flatMap(([name, source]) => {
  const { condition } = check(source, { kind: 'condition' });
  return condition === null ? [] : [[name, condition] as const];
});

test('most of them are no mistake', () => {
  expect(conditions.length).toBeGreaterThan(12);
});

describe.each(conditions)('%s', (_name, condition) => {
  const to = [{ version: 'v1', weight: 10_000 }];
  const routes = [
    { name: 'a', condition, to },
    { name: 'rest', condition: null, to },
  ];

  test('match long values in bounded time', () => {
    const long = 'ab'.repeat(30_000);
    const request = readRequest({ path: `/${long}`, headers: { x: long, cookie: `a=${long}` } });
    expect(
      cpuTime(() => {
        const matches = matcher(condition);
        for (let count = 0; count < 10; count += 1) matches({ ...request });
        traceMatch(condition, request);
      }),
    ).toBeLessThan(BOUND);
  });

  test(
    'become rules, or are refused, in bounded time',
    () => {
      expect(cpuTime(() => void routeRules(routes))).toBeLessThan(BOUND);
    },
    PATIENCE,
  );

  test.each(['gateway-api', 'haproxy', 'envoy'] as const)(
    'are written for %s, or refused, in bounded time',
    (target) => {
      const backends = [{ version: 'v1', service: 'v1', port: 80, subset: null }];
      const gateway = { name: 'shop', namespace: 'default', hosts: [], backends, routes };
      const listen = { host: '127.0.0.1', port: 80 };
      const time = cpuTime(() => void compileFor(target, gateway, { split: false, listen }));
      expect(time).toBeLessThan(BOUND);
    },
    PATIENCE,
  );
});
