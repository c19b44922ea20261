import { describe, expect, test } from '@jest/globals';
import { gatewayDocument, gatewayOf } from '../testing/gateways.js';
import { instantOf } from './instant.js';

async function metricsWith(metrics: object) {
  const document = gatewayDocument();
  const gateway = await gatewayOf({ ...document, spec: { ...document.spec, metrics } });
  return gateway.metrics;
}

describe('the instant that values are told of', () => {
  test('is the same for five seconds of a Prometheus, one scrape back', async () => {
    const source = { kind: 'prometheus', url: 'http://127.0.0.1:9090' };
    const metrics = await metricsWith({ source, scrapeInterval: '2s' });
    const instants = [100_000, 104_999, 105_000].map((now) => instantOf(metrics, now));
    expect(instants).toEqual([98_000, 98_000, 103_000]);
  });

  test('lasts no longer than a scrape where the runtime scrapes itself', async () => {
    const often = await metricsWith({ source: { kind: 'scrape' }, scrapeInterval: '1s', window: '10s' });
    expect([100_000, 100_999, 101_000].map((now) => instantOf(often, now))).toEqual([
      99_000, 99_000, 100_000,
    ]);
    const seldom = await metricsWith({ source: { kind: 'scrape' }, scrapeInterval: '20s', window: '60s' });
    expect(instantOf(seldom, 104_999)).toBe(80_000);
  });

  test('is now where there are no metrics', () => {
    expect(instantOf(null, 123)).toBe(123);
  });
});
