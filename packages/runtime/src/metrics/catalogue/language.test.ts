import { describe, expect, test } from '@jest/globals';
import { check } from '@lamia/lang';
import { catalogueOf } from '../testing/catalogue-of.js';
import { BUILT_IN } from './built-in.js';
import { languageCatalogue } from './language.js';

/** The founding expressions over metrics, and what is meant by them today. */
const FOUNDING = [
  'external_upstream_rq_2xx / upstream_rq_total',
  'internal_upstream_rq_2xx / upstream_rq_total',
  '(external_upstream_rq_2xx + upstream_rq_3xx) / (upstream_rq_total - external_upstream_rq_4xx)',
  'response_code_2xx.sum / ( response_code_2xx.sum + response_code_5xx.sum)',
  'response_code_2xx.sum / requests.sum',
  'availability',
  'if (metric candidate latency_avg < 250ms and metric candidate error_rate < 5%) { result = candidate; } result',
  'if (metric candidate request_rate * 60s > metric baseline requests / 2) { result = candidate; } result',
];

const ROLES = { versions: ['v1', 'v2'], baseline: 'v1', candidate: 'v2' };

describe.each(BUILT_IN)('programs over the catalogue %s', (name) => {
  test.each(FOUNDING)('%s', async (source) => {
    const catalogue = languageCatalogue(await catalogueOf(name));
    const { diagnostics } = check(source, { ...ROLES, catalogue, window: 60_000 });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('a name that the provider cannot give is an error that says why', async () => {
  const catalogue = languageCatalogue(await catalogueOf('haproxy'));
  const { diagnostics } = check('metric candidate status_503 > 5', { ...ROLES, catalogue, kind: 'decision' });
  const unavailable = diagnostics.find(({ code }) => code === 'unavailable-metric');
  expect(unavailable?.message).toContain('HAProxy counts answers by class only; read `status_5xx`');
});

test('labels that the provider’s series are told apart by reach editors, without those of the version', async () => {
  const labels = async (name: string, metric: string): Promise<object> =>
    Object.fromEntries(languageCatalogue(await catalogueOf(name)).metrics.get(metric)?.labels ?? []);
  expect(await labels('haproxy', 'requests')).toEqual({ code: ['1xx', '2xx', '3xx', '4xx', '5xx'] });
  expect(await labels('haproxy', 'in_flight')).toEqual({});
  expect(await labels('istio', 'latency')).toMatchObject({ reporter: [] });
  expect(await labels('istio', 'requests')).toMatchObject({
    response_code: expect.arrayContaining(['404', '503']),
  });
});

test('units and statistics reach the check', async () => {
  const catalogue = languageCatalogue(await catalogueOf('istio'));
  const codes = (source: string): readonly string[] =>
    check(source, { ...ROLES, catalogue }).diagnostics.map(({ code }) => code);
  expect(codes('latency_p99 + requests')).toContain('unit-mismatch');
  expect(codes('requests.p99')).toContain('unknown-statistic');
  expect(codes('latency.p99')).toEqual([]);
  expect(codes('requests - errors over 5m')).toContain('mixed-windows');
});
