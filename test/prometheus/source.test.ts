import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Matcher } from '@lamia/lang';
import { loadCatalogue } from '../../packages/runtime/src/metrics/catalogue/load.js';
import { openPrometheus } from '../../packages/runtime/src/metrics/prometheus.js';
import type { BoundRead, MetricSource, ReadAnswer } from '../../packages/runtime/src/metrics/source.js';
import { describeWith } from '../components/binaries.js';
import { startPrometheus } from '../components/prometheus.js';
import type { RunningPrometheus } from '../components/prometheus.js';
import { openMetrics } from './open-metrics.js';
import type { PastSeries } from './open-metrics.js';

const START = 1_700_006_400_000;
const NOW = START + 600_000;
const GATEWAYS = 300;

/** Every ten seconds: each version of each application answers 10 requests, and version2 fails one of them. */
function past(): readonly PastSeries[] {
  const samples = (each: number): PastSeries['samples'] =>
    Array.from({ length: 61 }, (_, index) => [START + index * 10_000, index * each] as const);
  return Array.from({ length: GATEWAYS }, (_, index) => `app${index}`).flatMap((application) => {
    const labels = (version: string, code: string) => ({ application, version, code });
    const name = 'lamia_gateway_responses_total';
    return [
      { name, labels: labels('version1', '200'), samples: samples(10) },
      { name, labels: labels('version2', '200'), samples: samples(9) },
      { name, labels: labels('version2', '500'), samples: samples(1) },
    ];
  });
}

async function open(url: string): Promise<MetricSource> {
  const catalogue = await loadCatalogue('embedded');
  if (!catalogue.ok) throw new Error('a built-in catalogue is sound');
  const limits = { queriesPerSecond: 50, breaker: { failures: 5, pause: 10_000, longestPause: 60_000 } };
  const open = { bearerToken: null, basicAuth: null, caFile: null, allowPromql: true } as const;
  const opened = await openPrometheus(
    { kind: 'prometheus', url, timeout: 10_000, ...open, ...limits },
    catalogue.catalogue,
  );
  if (!opened.ok) throw new Error(opened.message);
  return opened.source;
}

function metric(
  name: string,
  application: string,
  version: string,
  selector: readonly Matcher[] = [],
): BoundRead {
  const subject = { namespace: 'default', application, version };
  return { kind: 'metric', metric: name, statistic: null, subject, selector, window: 60_000, offset: 0 };
}

describeWith('prometheus', 'the source on a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  let source: MetricSource;
  beforeAll(async () => {
    prometheus = await startPrometheus({ blocks: [openMetrics(past())] });
    source = await open(prometheus.url);
  }, 60_000);
  afterAll(async () => {
    await source.close();
    await prometheus.stop();
  });

  const read = (...reads: readonly BoundRead[]): Promise<ReadAnswer> =>
    source.read({ at: NOW, reads }, new AbortController().signal);

  test('answers the reads of hundreds of gateways with a handful of requests', async () => {
    const reads = Array.from({ length: GATEWAYS }, (_, index) => `app${index}`).flatMap((application) =>
      ['version1', 'version2'].flatMap((version) =>
        ['requests', 'status_5xx', 'success_rate'].map((name) => metric(name, application, version)),
      ),
    );
    const { samples, requests, warnings } = await read(...reads);
    expect(warnings).toEqual([]);
    expect(requests).toBe(3);
    for (let first = 0; first < samples.length; first += 6) {
      const close = (value: number): unknown => ({ known: true, value: expect.closeTo(value, 9) as unknown });
      expect(samples.slice(first, first + 6)).toEqual([
        close(60),
        { known: true, value: 0, assumed: true },
        close(1),
        close(60),
        close(6),
        close(0.9),
      ]);
    }
  });

  test('says of each read why it has no number', async () => {
    const { samples } = await read(
      metric('requests', 'app0', 'version3'),
      metric('requests', 'app0', 'version1', [{ label: 'code', operator: '=~', value: '(' }]),
      { kind: 'promql', query: 'lamia_gateway_responses_total{application="app0",version="version2"}' },
      { kind: 'promql', query: '0 / scalar(vector(0))' },
      { kind: 'promql', query: 'vector(1) / 0' },
      { kind: 'promql', query: 'lamia_gateway_responses_total[1m]' },
      { kind: 'promql', query: 'nothing' },
      { kind: 'promql', query: 'sum(' },
      metric('requests', 'app0', 'version1'),
    );
    expect(samples).toMatchObject([
      { cause: 'no-series' },
      { cause: 'source-failed', detail: expect.stringContaining('missing closing )') },
      { cause: 'many-series', detail: expect.stringContaining('code="200"') },
      { cause: 'nan' },
      { cause: 'infinite' },
      {
        cause: 'source-failed',
        detail: expect.stringContaining('a matrix; an instant vector or a scalar is expected'),
      },
      { cause: 'no-series' },
      { cause: 'source-failed', detail: expect.stringContaining('bad_data') },
      { known: true },
    ]);
  });

  test('takes them all at the instant that is asked for', async () => {
    const time: BoundRead = { kind: 'promql', query: 'time()' };
    const { samples } = await source.read(
      { at: 1_700_000_000_123, reads: [time] },
      new AbortController().signal,
    );
    expect(samples).toEqual([{ known: true, value: 1_700_000_000.123 }]);
  });

  test('goes on when Prometheus is gone, and says so', async () => {
    const other = await startPrometheus({});
    const gone = await open(other.url);
    const one: BoundRead = { kind: 'promql', query: 'vector(1)' };
    const ask = (): Promise<ReadAnswer> => gone.read({ at: NOW, reads: [one] }, new AbortController().signal);
    expect((await ask()).samples).toEqual([{ known: true, value: 1 }]);
    await other.stop();
    expect((await ask()).samples).toMatchObject([
      { cause: 'source-failed', detail: expect.stringContaining('connection refused') },
    ]);
    await gone.close();
  }, 60_000);

  test('reads what Prometheus has scraped itself', async () => {
    let count = 0;
    const page = createServer((_, response) => {
      count += 1;
      response.end(`lamia_gateway_responses_total{application="shop",version="v2",code="200"} ${count}\n`);
    });
    await once(page.listen(0, '127.0.0.1'), 'listening');
    const { port } = page.address() as AddressInfo;
    const scraping = await startPrometheus({
      scrape: [{ url: `http://127.0.0.1:${port}/metrics`, interval: 200 }],
    });
    const scraped = await open(scraping.url);
    try {
      const asked = metric('requests', 'shop', 'v2');
      const ask = (): Promise<ReadAnswer> =>
        scraped.read({ at: Date.now(), reads: [asked] }, new AbortController().signal);
      // The first scrape comes some six seconds after the start.
      let sample = (await ask()).samples[0];
      for (let waits = 0; waits < 600 && sample?.known !== true; waits += 1) {
        await pause(100);
        sample = (await ask()).samples[0];
      }
      expect(sample).toMatchObject({ known: true });
      expect(sample?.known === true ? sample.value : 0).toBeGreaterThan(0);
    } finally {
      await scraped.close();
      await scraping.stop();
      page.closeAllConnections();
      page.close();
    }
  }, 90_000);
});
