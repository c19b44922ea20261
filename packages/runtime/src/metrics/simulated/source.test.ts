import { describe, expect, test } from '@jest/globals';
import { catalogueOf } from '../testing/catalogue-of.js';
import type { BoundRead } from '../source.js';
import { SimulatedSource, type Served } from './source.js';

const SECOND = 1_000;

/** A minute of scrapes every ten seconds, with the same traffic all the time. */
async function minuteOf(served: readonly Served[]): Promise<SimulatedSource> {
  const catalogue = await catalogueOf('embedded');
  const source = new SimulatedSource({
    catalogue,
    application: 'shop',
    interval: 10 * SECOND,
    history: 60 * SECOND,
  });
  for (let at = 0; at <= 60 * SECOND; at += 10 * SECOND) source.scrape(at, served);
  return source;
}

function read(metric: string, statistic: string | null = null, version = 'version1'): BoundRead {
  return {
    kind: 'metric',
    subject: { namespace: 'default', application: 'shop', version },
    metric,
    statistic,
    selector: [],
    window: 30 * SECOND,
    offset: 0,
  };
}

describe('the simulated source', () => {
  test('counts over the window by the names of the catalogue, the founding ones among them', async () => {
    const source = await minuteOf([{ version: 'version1', requests: 100, failures: 25, latency: 0.2 }]);
    const names = [
      'requests',
      'upstream_rq_total',
      'external_upstream_rq_2xx',
      'status_2xx',
      'errors',
      'status_404',
      'error_rate',
      'request_rate',
      'latency',
    ];
    const samples = source.read(
      names.map((name) => read(name)),
      60 * SECOND,
    );
    const values = samples.map((sample) => (sample.known ? Number(sample.value.toFixed(6)) : sample.cause));
    expect(Object.fromEntries(names.map((name, place) => [name, values[place]]))).toEqual({
      requests: 300,
      upstream_rq_total: 300,
      external_upstream_rq_2xx: 225,
      status_2xx: 225,
      errors: 75,
      status_404: 0,
      error_rate: 0.25,
      request_rate: 10,
      latency: 0.2,
    });
  });

  test('has quantiles around the mean', async () => {
    const source = await minuteOf([{ version: 'version1', requests: 100, failures: 0, latency: 0.2 }]);
    const [half, most] = source.read([read('latency', 'p50'), read('latency', 'p99')], 60 * SECOND);
    expect(half?.known === true && half.value > 0.1 && half.value < 0.25).toBe(true);
    expect(most?.known === true && most.value > 0.25 && most.value <= 1).toBe(true);
  });

  test('knows nothing of a version without requests but that there were none, and nothing of one it never served', async () => {
    const source = await minuteOf([{ version: 'version1', requests: 0, failures: 0, latency: 0.2 }]);
    const [none, share, other] = source.read(
      [read('requests'), read('error_rate'), read('requests', null, 'version2')],
      60 * SECOND,
    );
    expect(none).toEqual({ known: true, value: 0 });
    expect(share).toMatchObject({ known: false, cause: 'nan' });
    expect(other).toMatchObject({ known: false, cause: 'no-series' });
  });

  test('does not judge a window that is not full yet', async () => {
    const catalogue = await catalogueOf('embedded');
    const source = new SimulatedSource({ catalogue, application: 'shop', interval: SECOND, history: SECOND });
    source.scrape(0, [{ version: 'version1', requests: 5, failures: 0, latency: 0.1 }]);
    expect(source.read([read('requests')], 0)[0]).toMatchObject({ known: false, cause: 'no-series' });
  });
});
