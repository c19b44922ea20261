import { describe, expect, test } from '@jest/globals';
import type { CustomReading } from '../policy/reading.js';
import { isExcused } from './last-tick.js';
import type { RouteShares } from './shares.js';
import { customPolicy, healthPolicy, metricPolicy } from './testing/gateways.js';
import { blockedBy, decidedFor, input, known, scored, unknown } from './testing/readings.js';

const ALL: readonly RouteShares[] = [
  {
    route: 'default',
    shares: [
      ['version1', 0],
      ['version2', 10_000],
    ],
  },
];

const excused = (reading: CustomReading, minimumRequests = 0, routes = ALL): boolean =>
  isExcused(customPolicy({ minimumRequests }), reading, routes, 'version2');

describe('the last tick before promotion', () => {
  test.each(['no-series', 'nan', 'divide-by-zero', 'too-few'] as const)(
    'is excused when a version without traffic is %s',
    (cause) => {
      expect(excused(blockedBy(cause, 'version1'))).toBe(true);
    },
  );

  test.each(['source-failed', 'many-series', 'infinite'] as const)('is not excused by %s', (cause) => {
    expect(excused(blockedBy(cause, 'version1'))).toBe(false);
  });

  test('is not excused by what is missing of the promoted version', () => {
    expect(excused(blockedBy('no-series', 'version2'))).toBe(false);
  });

  test('is not excused by a reason that both versions share', () => {
    const blockers = [
      {
        read: 'x',
        cause: 'divide-by-zero' as const,
        versions: ['version1', 'version2'],
        place: null,
      },
    ];
    expect(excused(decidedFor(null, { decision: { decided: false, blockers } }))).toBe(false);
  });

  test('is not excused by a query that belongs to no version', () => {
    const reading = blockedBy('no-series', 'version1', { inputs: [input(null, unknown('no-series'))] });
    expect(excused(reading)).toBe(false);
    const blockers = [{ read: 'promql "x"', cause: 'no-series' as const, versions: [], place: null }];
    expect(excused(decidedFor(null, { decision: { decided: false, blockers } }))).toBe(false);
  });

  test('needs every input of the promoted version, also where the program ended before it read it', () => {
    const inputs = [input('version1', unknown('no-series')), input('version2', unknown('no-series'))];
    expect(excused(blockedBy('no-series', 'version1', { inputs }))).toBe(false);
  });

  test('does not need an input that the program itself can do without', () => {
    const inputs = [input('version1', unknown('no-series')), input('version2', unknown('no-series'), false)];
    expect(excused(blockedBy('no-series', 'version1', { inputs }))).toBe(true);
  });

  test('a version that still has traffic on any route is no version without traffic', () => {
    const routes: readonly RouteShares[] = [...ALL, { route: 'beta', shares: [['version1', 10_000]] }];
    expect(excused(blockedBy('no-series', 'version1'), 0, routes)).toBe(false);
  });

  test('too few requests are excused for the version without traffic only', () => {
    const few = decidedFor('version2', {
      requests: [
        { version: 'version1', sample: known(0) },
        { version: 'version2', sample: known(50) },
      ],
    });
    expect(excused(few, 50)).toBe(true);
    expect(excused(few, 51)).toBe(false);
    const uncounted = decidedFor('version2', {
      requests: [{ version: 'version2', sample: unknown('no-series') }],
    });
    expect(excused(uncounted, 50)).toBe(false);
  });

  test('a score is excused for what is missing of versions without traffic, not for an unhealthy one', () => {
    const idle = { requests: [{ version: 'version1', sample: known(0) }] };
    const health = (errors: number) =>
      isExcused(
        healthPolicy({ minimumRequests: 50 }),
        scored('health', { version2: 1 - errors }, idle),
        ALL,
        'version2',
      );
    expect(health(0.1)).toBe(true);
    expect(health(0.3)).toBe(false);
    const metric = (scores: Parameters<typeof scored>[1]) =>
      isExcused(metricPolicy(), scored('metric', scores), ALL, 'version2');
    expect(metric({ version1: 'no-series', version2: 0.9 })).toBe(true);
    expect(metric({ version1: 0.9, version2: 'no-series' })).toBe(false);
  });

  test('a program that is decided against the promoted version is never excused', () => {
    const requests = [{ version: 'version1', sample: known(0) }];
    expect(excused(decidedFor('version1', { requests }), 50)).toBe(false);
    expect(excused(decidedFor(null, { requests }), 50)).toBe(true);
  });
});
