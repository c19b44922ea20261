import { describe, expect, test } from '@jest/globals';
import { check } from '@lamia/lang';
import type { Binding } from '@lamia/lang';
import { bindRead } from './bind-reads.js';
import type { BindingResult } from './bind-reads.js';

const BINDING: Binding = { versions: ['v1', 'v2'], baseline: 'v1', candidate: 'v2' };
const FACTS = { namespace: 'default', application: 'shop', window: 60_000, selector: [] };

/** Binds the only read of an expression. */
function bound(expression: string, binding = BINDING, scored: string | null = null): BindingResult {
  const { checked, diagnostics } = check(expression, { kind: 'score' });
  const [read, ...others] = checked?.reads ?? [];
  if (read === undefined || others.length > 0)
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return bindRead(read, binding, scored, FACTS);
}

describe('a read', () => {
  test('gets its subject and the gateway’s window', () => {
    expect(bound('metric candidate requests')).toEqual({
      kind: 'read',
      read: {
        kind: 'metric',
        subject: { namespace: 'default', application: 'shop', version: 'v2' },
        metric: 'requests',
        statistic: null,
        selector: [],
        window: 60_000,
        offset: 0,
      },
    });
  });

  test('keeps its own statistic, selector, window and offset', () => {
    expect(bound('metric "v1" requests.rate{method="GET"} over 5m offset 1h')).toMatchObject({
      read: {
        subject: { version: 'v1' },
        statistic: 'rate',
        selector: [{ label: 'method', operator: '=', value: 'GET' }],
        window: 300_000,
        offset: 3_600_000,
      },
    });
  });

  test('without a version is of the one that is scored', () => {
    expect(bound('requests', BINDING, 'v2')).toMatchObject({ read: { subject: { version: 'v2' } } });
  });

  test('may name a destination whose subset is a version', () => {
    expect(bound('metric "svc:9090/v2" requests')).toMatchObject({ read: { subject: { version: 'v2' } } });
  });

  test('of one’s own is a query', () => {
    expect(bound('promql "up" as s')).toEqual({ kind: 'read', read: { kind: 'promql', query: 'up' } });
  });
});

describe('a version that nobody is', () => {
  const none = { kind: 'sample', sample: { known: false, cause: 'no-series' } };

  test('is a role that is not filled', () => {
    expect(bound('metric candidate requests', { ...BINDING, candidate: null })).toMatchObject(none);
  });

  test('is a label of no version', () => {
    const result = bound('metric "v3" requests');
    expect(result).toMatchObject(none);
    expect(result).toMatchObject({
      sample: { detail: 'no version of the gateway is meant by `metric v3 requests`' },
    });
  });

  test('is the scored one where none is scored', () => {
    expect(bound('requests')).toMatchObject(none);
  });
});
