import { describe, expect, test } from '@jest/globals';
import { checked } from '../testing/release.js';
import { metricText, readText } from './read-text.js';
import type { ReadKey } from './read.js';

const requests: ReadKey & { readonly kind: 'metric' } = {
  kind: 'metric',
  version: { form: 'label', label: 'version2' },
  metric: 'requests',
  statistic: null,
  selector: [],
  window: null,
  offset: 0,
};

describe('the text of a read', () => {
  test.each<[string, ReadKey]>([
    ['metric version2 requests', requests],
    ['metric candidate requests', { ...requests, version: { form: 'role', role: 'candidate' } }],
    ['metric "candidate" requests', { ...requests, version: { form: 'label', label: 'candidate' } }],
    ['metric "shop-1.10.0" requests', { ...requests, version: { form: 'label', label: 'shop-1.10.0' } }],
    ['requests', { ...requests, version: { form: 'scored' } }],
    ['metric version2 "requests.total"', { ...requests, metric: 'requests.total' }],
    ['metric version2 requests.p99', { ...requests, statistic: 'p99' }],
    ['metric version2 "if"', { ...requests, metric: 'if' }],
    ['metric "not" requests', { ...requests, version: { form: 'label', label: 'not' } }],
    ['metric version2 user .agent', { ...requests, metric: 'user', statistic: 'agent' }],
    ['metric version2 requests over 5m', { ...requests, window: 300_000 }],
    ['metric version2 requests offset 1h30m', { ...requests, offset: 5_400_000 }],
    [
      'metric version2 requests.p99{code=~"5..", path!="^\\d+\\"$"} over 5m offset 1d',
      {
        ...requests,
        statistic: 'p99',
        selector: [
          { label: 'code', operator: '=~', value: '5..' },
          { label: 'path', operator: '!=', value: '^\\d+"$' },
        ],
        window: 300_000,
        offset: 86_400_000,
      },
    ],
    ['promql "up == 1"', { kind: 'promql', query: 'up == 1', unit: null }],
    ['promql "up" as s', { kind: 'promql', query: 'up', unit: 's' }],
    ['promql "up" as "count/s"', { kind: 'promql', query: 'up', unit: 'count/s' }],
  ])('%s', (text, read) => {
    expect(readText(read)).toBe(text);
  });

  test('says whose it is in one release where that is given', () => {
    expect(readText({ ...requests, version: { form: 'scored' } }, 'version1')).toBe(
      'metric version1 requests',
    );
    expect(readText({ ...requests, version: { form: 'role', role: 'candidate' } }, 'v-2')).toBe(
      'metric "v-2" requests',
    );
  });

  test('leaves out whose it is in the text of the metric alone', () => {
    expect(metricText({ ...requests, window: 60_000 })).toBe('requests over 1m');
    expect(metricText({ kind: 'promql', query: 'up', unit: null })).toBe('promql "up"');
  });

  test.each([
    'metric "a b" "x y".p99{code=~"5\\\\..", a="\\n\'"} over 5m offset 90s',
    'metric "if" "not" over 5m',
    'metric v1 "User".Agent{a="b"}',
    'metric v1 user . agent',
  ])('reads back as the same read: %s', (written) => {
    const source = `if (${written} > 1) {} result`;
    const { reads } = checked(source, 'decision', {});
    const [read] = reads;
    if (read === undefined) throw new Error('the program has a read');
    expect(checked(`if (${readText(read)} > 1) {} result`, 'decision', {}).reads).toEqual(reads);
  });
});
