import { describe, expect, test } from '@jest/globals';
import type { Gateway, Policy } from '../config/gateway.js';
import { inquire, readingOf, type Inquiry } from './inquiry.js';
import { Programs } from './program.js';
import {
  customPolicy,
  gatewayWith,
  healthPolicy,
  metricPolicy,
  timePolicy,
  version,
} from './testing/gateways.js';
import { known } from './testing/readings.js';

const IDENTITY = { gateway: 'shop', stable: 'version1', candidate: 'version2', policies: '' };

function asked(policy: Policy, given: Partial<Gateway> = {}): Inquiry {
  const gateway = gatewayWith([policy], given);
  if (policy.type === 'time') return inquire(gateway, policy, null, IDENTITY);
  const prepared = new Programs().prepare(gateway, policy, null);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.diagnostics));
  return inquire(gateway, policy, prepared.program, IDENTITY);
}

describe('what a policy wants to have read', () => {
  test('by time: nothing', () => {
    expect(asked(timePolicy())).toMatchObject({ reads: [], counted: [], window: 0 });
  });

  test('by time with a minimum: the requests of both versions of the release', () => {
    const inquiry = asked(timePolicy({ minimumRequests: 10 }));
    expect(inquiry.counted).toEqual(['version1', 'version2']);
    expect(inquiry.reads).toMatchObject([
      {
        kind: 'read',
        read: {
          kind: 'metric',
          subject: { namespace: 'default', application: 'shop', version: 'version1' },
          metric: 'requests',
          statistic: null,
          selector: [],
          window: 60_000,
          offset: 0,
        },
      },
      { kind: 'read', read: { subject: { version: 'version2' } } },
    ]);
    expect(readingOf(inquiry, [known(1), known(2)])).toEqual({
      type: 'time',
      requests: [
        { version: 'version1', sample: known(1) },
        { version: 'version2', sample: known(2) },
      ],
    });
  });

  test('by a program: its reads, roles filled in', () => {
    const { reads } = asked(customPolicy());
    const subjects = reads.map((read) =>
      read.kind === 'read' && read.read.kind === 'metric'
        ? `${read.read.subject.version} ${read.read.metric}`
        : read,
    );
    expect(new Set(subjects)).toEqual(
      new Set(['version1 errors', 'version1 requests', 'version2 errors', 'version2 requests']),
    );
  });

  test('by a program with a minimum: the requests of every version that it reads, and of no other', () => {
    const expression = `if (metric version1 errors > metric version3 errors) { result = version3; } result`;
    const versions = ['version1', 'version2', 'version3'].map((label, place) => version(label, 9001 + place));
    const inquiry = asked(customPolicy({ expression, minimumRequests: 50 }), { versions });
    expect(inquiry.counted).toEqual(['version1', 'version3']);
    const reading = readingOf(inquiry, [known(4), known(1), known(100), known(200)]);
    expect(reading).toMatchObject({
      type: 'custom',
      decision: { decided: true, result: 'version3' },
      requests: [
        { version: 'version1', sample: known(100) },
        { version: 'version3', sample: known(200) },
      ],
    });
  });

  test('of its routes alone where the metrics are those of routes', () => {
    const { metrics } = gatewayWith([]);
    if (metrics === null) throw new Error('the gateway has metrics');
    const policy = healthPolicy({ minimumRequests: 50 });
    const { reads } = asked(policy, { metrics: { ...metrics, scope: 'route' } });
    const selectors = reads.map((read) =>
      read.kind === 'read' && read.read.kind === 'metric' ? read.read.selector : null,
    );
    const own = [{ label: 'route', operator: '=~', value: 'default' }];
    expect(selectors).toEqual([own, own, own]);
  });

  test('by a score: of the candidate for health, of every version for the best', () => {
    const subjects = (policy: Policy) =>
      asked(policy).reads.map((read) =>
        read.kind === 'read' && read.read.kind === 'metric'
          ? `${read.read.subject.version} ${read.read.metric}`
          : read,
      );
    expect(subjects(healthPolicy())).toEqual(['version2 requests', 'version2 errors']);
    const best = metricPolicy({ minimumRequests: 50 });
    expect(subjects(best)).toEqual([
      'version1 requests',
      'version1 errors',
      'version2 requests',
      'version2 errors',
      'version1 requests',
      'version2 requests',
    ]);
    expect(readingOf(asked(best), [100, 4, 200, 2, 100, 200].map(known))).toMatchObject({
      type: 'metric',
      window: 60_000,
      requests: [
        { version: 'version1', sample: known(100) },
        { version: 'version2', sample: known(200) },
      ],
      scores: [
        {
          version: 'version1',
          score: { known: true, value: 0.96 },
          inputs: [{ read: 'metric version1 requests' }, {}],
        },
        { version: 'version2', score: { known: true, value: 0.99 } },
      ],
    });
  });

  test('looks back over the longest window of its reads, offsets not counted', () => {
    const window = (expression: string): number => asked(customPolicy({ expression })).window;
    expect(window('if (metric candidate errors > 1) { result = candidate; } result')).toBe(60_000);
    expect(window('if (metric candidate errors over 5m > 1) { result = candidate; } result')).toBe(300_000);
    expect(window('if (metric candidate errors over 30s > 1) { result = candidate; } result')).toBe(30_000);
    expect(window('if (metric candidate errors offset 1h > 1) { result = candidate; } result')).toBe(60_000);
  });

  test('a missing sample is a fault of the caller', () => {
    expect(() => readingOf(asked(timePolicy({ minimumRequests: 10 })), [known(1)])).toThrow(
      'there is no sample for the requests of version2',
    );
  });
});
