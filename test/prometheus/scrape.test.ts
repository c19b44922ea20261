import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../packages/runtime/src/metrics/catalogue/load.js';
import type { Catalogue } from '../../packages/runtime/src/metrics/catalogue/catalogue.js';
import { openPrometheus } from '../../packages/runtime/src/metrics/prometheus.js';
import { ScrapeSource } from '../../packages/runtime/src/metrics/scrape.js';
import type { BoundRead, MetricSource } from '../../packages/runtime/src/metrics/source.js';
import { describeWith } from '../components/binaries.js';
import { startPrometheus } from '../components/prometheus.js';
import type { RunningPrometheus } from '../components/prometheus.js';
import { exposition, openMetrics } from './open-metrics.js';
import { PAST, pastSeries, SUBJECTS } from './past.js';

const { start, interval } = PAST;
/** The scrape that reads look back from, and how many intervals they look back over. */
const END = start + 100 * interval;
const LENGTH = 20;

/** A scrape source that has scraped the past, page by page, for a little longer than is read. */
async function scraped(catalogue: Catalogue, past: ReturnType<typeof pastSeries>): Promise<MetricSource> {
  let now = END - (LENGTH + 2) * interval;
  const source = new ScrapeSource(
    { urls: ['http://past.example/metrics'], interval, history: LENGTH * interval, catalogue },
    {
      now: () => now,
      every: () => () => undefined,
      fetch: () => Promise.resolve({ ok: true, status: 200, body: exposition(past, now), retryAfter: null }),
      close: () => undefined,
    },
  );
  for (; now <= END; now += interval) await source.scrape();
  return source;
}

describeWith('prometheus', 'the scrape source beside a real Prometheus that scraped the same', () => {
  const past = pastSeries('steady');
  let prometheus: RunningPrometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus({ blocks: [openMetrics(past)] });
  }, 60_000);
  afterAll(() => prometheus.stop());

  test.each([
    // A count over n intervals lies between n + 1 scrapes, a mean over n intervals is one of n scrapes.
    [
      'istio',
      ['requests', 'status_5xx', 'error_rate', 'latency', 'latency.p50', 'latency.p99', 'latency.sum'],
      2,
    ],
    [
      'embedded',
      ['requests', 'status_204', 'success_rate', 'latency_p95', 'latency.p999', 'latency.count'],
      2,
    ],
    ['haproxy', ['requests', 'errors', 'error_rate', 'requests_started'], 2],
    ['haproxy', ['latency', 'latency.min', 'latency.max'], -2],
    ['envoy', ['up_instances', 'up_instances.min', 'up_instances.max'], -2],
  ])(
    '%s: %j',
    async (provider, names, spare) => {
      const loaded = await loadCatalogue(provider);
      if (!loaded.ok) throw new Error('a built-in catalogue is sound');
      const limits = { queriesPerSecond: 50, breaker: { failures: 5, pause: 10_000, longestPause: 60_000 } };
      const spec = { kind: 'prometheus', url: prometheus.url, timeout: 10_000, allowPromql: false } as const;
      const opened = await openPrometheus(
        { ...spec, ...limits, bearerToken: null, basicAuth: null, caFile: null },
        loaded.catalogue,
      );
      if (!opened.ok) throw new Error(opened.message);
      const own = await scraped(loaded.catalogue, past);
      // A millisecond after a scrape, and two more or less than whole intervals: both see the same scrapes, whichever ends of
      // a range Prometheus counts in, and its extrapolation is below a ten-thousandth.
      const at = END + 1;
      const reads = names.flatMap((name) =>
        SUBJECTS.map((subject): BoundRead => {
          const [metric = '', statistic = null] = name.split('.');
          return {
            kind: 'metric',
            subject,
            metric,
            statistic,
            selector: [],
            window: LENGTH * interval + spare,
            offset: 0,
          };
        }),
      );
      const signal = new AbortController().signal;
      const [theirs, ours] = await Promise.all([
        opened.source.read({ at, reads }, signal),
        own.read({ at, reads }, signal),
      ]);
      let known = 0;
      for (const [index, their] of theirs.samples.entries()) {
        const our = ours.samples[index];
        if (their.known && our?.known === true) {
          expect(Math.abs(our.value - their.value)).toBeLessThanOrEqual(1e-3 * Math.abs(their.value));
          known += 1;
        } else {
          expect(our).toMatchObject({ known: their.known });
        }
      }
      expect(known).toBeGreaterThan(SUBJECTS.length / 4);
      await opened.source.close();
    },
    60_000,
  );
});
