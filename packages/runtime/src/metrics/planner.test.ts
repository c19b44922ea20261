import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import type { Catalogue } from './catalogue/catalogue.js';
import { answerReads, planReads } from './planner.js';
import type { QueryAnswer } from './query/answer.js';
import type { BoundRead, Subject } from './source.js';
import { catalogueOf } from './testing/catalogue-of.js';

let catalogue: Catalogue;
let haproxy: Catalogue;
beforeAll(async () => {
  haproxy = await catalogueOf('haproxy');
  catalogue = await catalogueOf(`identity: { app: $application, version: $version }
metrics:
  requests: { description: r, unit: count, counter: { series: hits_total } }
  errors: { description: e, unit: count, counter: { series: hits_total, where: { code: 500 text } }, witness: requests }
  share: { description: s, ratio: { of: errors, to: requests } }
  latency: { description: l, unit: s, histogram: { series: took_ms, scale: 0.001 } }
  load: { description: g, unit: ratio, gauge: { series: load, across: max } }
`);
});

const subject = (version: string, application = 'shop'): Subject => ({
  namespace: 'default',
  application,
  version,
});

function read(
  metric: string,
  version: string,
  rest: Partial<Extract<BoundRead, { kind: 'metric' }>> = {},
): BoundRead {
  const plain = { statistic: null, selector: [], window: 60_000, offset: 0 };
  return { kind: 'metric', metric, subject: subject(version), ...plain, ...rest };
}

const plan = (reads: readonly BoundRead[], subjectsPerQuery?: number): ReturnType<typeof planReads> =>
  planReads(
    reads.map((one) => ({ read: one, catalogue })),
    subjectsPerQuery,
  );

/** Rows as `[application, version, value]`. */
function answer(
  rows: readonly (readonly [string, string, number])[],
  partial: string | null = null,
): QueryAnswer {
  const row = ([app, version, value]: readonly [string, string, number]) => ({
    labels: new Map([
      ['app', app],
      ['version', version],
    ]),
    value,
  });
  return { ok: true, rows: rows.map(row), partial };
}

const known = (value: number): Sample => ({ known: true, value });

describe('queries', () => {
  test('are one for what differs only in its subject', () => {
    const { queries } = plan([
      read('requests', 'v2'),
      read('requests', 'v1'),
      read('requests', '1.0', { subject: subject('1.0', 'cart') }),
    ]);
    expect(queries).toEqual([
      'sum by (app, version) (increase(hits_total{app=~"cart|shop",version=~"1\\\\.0|v1|v2"}[60s]))',
    ]);
  });

  test('are several for several windows, offsets, selectors and statistics', () => {
    const selector = [{ label: 'method', operator: '=', value: 'GET' }] as const;
    const { queries } = plan([
      read('requests', 'v1'),
      read('requests', 'v1', { window: 300_000 }),
      read('requests', 'v1', { offset: 60_000 }),
      read('requests', 'v1', { selector }),
      read('load', 'v1'),
      read('load', 'v1', { statistic: 'min' }),
      read('latency', 'v1', { statistic: 'p99' }),
    ]);
    expect(queries).toEqual([
      'sum by (app, version) (increase(hits_total{app="shop",version="v1"}[60s]))',
      'sum by (app, version) (increase(hits_total{app="shop",version="v1"}[300s]))',
      'sum by (app, version) (increase(hits_total{app="shop",version="v1"}[60s] offset 60s))',
      'sum by (app, version) (increase(hits_total{method="GET",app="shop",version="v1"}[60s]))',
      'max by (app, version) (avg_over_time(load{app="shop",version="v1"}[60s]))',
      'max by (app, version) (min_over_time(load{app="shop",version="v1"}[60s]))',
      'histogram_quantile(0.99, sum by (app, version, le) (increase(took_ms_bucket{app="shop",version="v1"}[60s])))',
    ]);
  });

  test('fetch what several reads are made of only once', () => {
    const { queries } = plan([
      read('share', 'v1'),
      read('requests', 'v1'),
      read('errors', 'v1'),
      read('share', 'v1'),
    ]);
    expect(queries).toEqual([
      'sum by (app, version) (increase(hits_total{code="500 text",app="shop",version="v1"}[60s]))',
      'sum by (app, version) (increase(hits_total{app="shop",version="v1"}[60s]))',
    ]);
  });

  test('hold a bounded number of subjects each', () => {
    const versions = Array.from({ length: 7 }, (_, index) => `v${index}`);
    const { queries } = plan(
      versions.map((version) => read('requests', version)),
      3,
    );
    expect(queries.map((query) => /version=~?"([^"]*)"/.exec(query)?.[1])).toEqual([
      'v0|v1|v2',
      'v3|v4|v5',
      'v6',
    ]);
  });

  test('of many gateways are few', () => {
    const reads = Array.from({ length: 2_000 }, (_, index) =>
      ['requests', 'errors', 'share', 'latency'].map((metric) =>
        read(metric, `v${index % 2}`, { subject: subject(`v${index % 2}`, `app${index}`) }),
      ),
    ).flat();
    expect(plan(reads).queries).toHaveLength(4);
  });

  test('may be the author’s own', () => {
    const promql: BoundRead = { kind: 'promql', query: 'up' };
    expect(
      plan([promql, promql, read('requests', 'v1')]).queries.filter((query) => query === 'up'),
    ).toHaveLength(1);
  });
});

describe('answers', () => {
  test('find their reads by all identity labels', () => {
    const planned = plan([read('requests', 'v1'), read('requests', 'v2'), read('requests', 'v3')]);
    const samples = answerReads(planned, [
      answer([
        ['cart', 'v1', 7], // matched by the query, asked for by nobody
        ['shop', 'v2', 2],
        ['shop', 'v1', 1],
      ]),
    ]);
    expect(samples).toEqual([known(1), known(2), { known: false, cause: 'no-series' }]);
  });

  test('that name one subject twice are many series', () => {
    const [sample] = answerReads(plan([read('requests', 'v1')]), [
      answer([
        ['shop', 'v1', 1],
        ['shop', 'v1', 2],
      ]),
    ]);
    expect(sample).toMatchObject({
      cause: 'many-series',
      detail: '2 series: {app="shop", version="v1"}, {app="shop", version="v1"}',
    });
  });

  test('without an error class are zero where its witness is there', () => {
    const planned = plan([read('errors', 'v1'), read('errors', 'v2'), read('share', 'v1')]);
    const samples = answerReads(planned, [answer([]), answer([['shop', 'v1', 10]])]);
    expect(samples).toEqual([
      { known: true, value: 0, assumed: true },
      { known: false, cause: 'no-series' },
      { known: true, value: 0, assumed: true },
    ]);
  });

  test('that failed or are partial are never zero', () => {
    const planned = plan([read('errors', 'v1')]);
    const requests = answer([['shop', 'v1', 10]]);
    expect(answerReads(planned, [{ ok: false, why: 'down' }, requests])).toEqual([
      { known: false, cause: 'source-failed', detail: 'down' },
    ]);
    expect(answerReads(planned, [answer([], 'a store is down'), requests])).toMatchObject([
      { cause: 'source-failed' },
    ]);
    expect(answerReads(planned, [answer([]), { ok: false, why: 'down' }])).toMatchObject([
      { cause: 'source-failed' },
    ]);
  });

  test('that failed spoil only their own reads', () => {
    const planned = plan([read('requests', 'v1'), read('load', 'v1')]);
    const samples = answerReads(planned, [{ ok: false, why: 'down' }, answer([['shop', 'v1', 0.5]])]);
    expect(samples).toEqual([{ known: false, cause: 'source-failed', detail: 'down' }, known(0.5)]);
  });

  test('of an author’s own query are taken whole', () => {
    const planned = plan([{ kind: 'promql', query: 'up' }]);
    expect(answerReads(planned, [answer([['a', 'b', 5]])])).toEqual([known(5)]);
    expect(
      answerReads(planned, [
        answer([
          ['a', 'b', 5],
          ['c', 'd', 5],
        ]),
      ]),
    ).toMatchObject([{ cause: 'many-series' }]);
  });

  test('are not needed for what the catalogue does not have', () => {
    const reads = [
      read('status_503', 'v1'),
      read('requets', 'v1'),
      read('latency', 'v1', { statistic: 'p99' }),
    ];
    const planned = planReads(reads.map((one) => ({ read: one, catalogue: haproxy })));
    expect(planned.queries).toEqual([]);
    expect(answerReads(planned, [])).toEqual([
      {
        known: false,
        cause: 'source-failed',
        detail: '`status_503`: HAProxy counts answers by class only; read `status_5xx`',
      },
      { known: false, cause: 'source-failed', detail: 'the catalogue haproxy has no metric `requets`' },
      {
        known: false,
        cause: 'source-failed',
        detail: '`latency` has no statistic `p99` in the catalogue haproxy',
      },
    ]);
  });
});

test('subjects whose parts make the same labels are the same series', async () => {
  const envoy = await catalogueOf('envoy');
  const reads = [subject('c', 'a-b'), subject('b-c', 'a')].map((one) =>
    read('requests', '', { subject: one }),
  );
  const planned = planReads(reads.map((one) => ({ read: one, catalogue: envoy })));
  expect(planned.queries).toEqual([
    'sum by (envoy_cluster_name) (increase(envoy_cluster_upstream_rq_completed{envoy_cluster_name="a-b-c"}[60s]))',
  ]);
  const rows = [{ labels: new Map([['envoy_cluster_name', 'a-b-c']]), value: 4 }];
  expect(answerReads(planned, [{ ok: true, rows, partial: null }])).toEqual([known(4), known(4)]);
});
