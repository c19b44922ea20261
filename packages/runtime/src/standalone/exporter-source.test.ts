import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import type { MetricsSpec } from '../config/gateway.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { loadCatalogue } from '../metrics/catalogue/load.js';
import { until } from '../routing/haproxy/until.js';
import { ExporterSource } from './exporter-source.js';

const SPEC: MetricsSpec = {
  source: { kind: 'scrape', urls: null, timeout: 5_000 },
  provider: 'embedded',
  window: 100,
  scrapeInterval: 20,
  scope: 'gateway',
};

const subject = { namespace: 'default', application: 'shop', version: 'v1' };
const REQUESTS = {
  kind: 'metric',
  subject,
  metric: 'requests',
  statistic: null,
  selector: [],
  window: 100,
  offset: 0,
} as const;

describe('the page of a data plane', () => {
  let catalogue: Catalogue;
  let page: Server;
  let url: string | null;
  let served: number;
  let source: ExporterSource;

  beforeEach(async () => {
    const loaded = await loadCatalogue('embedded');
    if (!loaded.ok) throw new Error('the built-in catalogue is sound');
    catalogue = loaded.catalogue;
    served = 0;
    page = createServer((_request, response) => {
      served += 1;
      response.end(
        `# TYPE lamia_gateway_responses_total counter\nlamia_gateway_responses_total{application="shop",version="v1",code="200"} ${served}\n`,
      );
    });
    await new Promise<void>((resolve) => void page.listen(0, '127.0.0.1', resolve));
    url = null;
    source = new ExporterSource({ metricsUrl: () => url }, SPEC, catalogue);
  });

  afterEach(async () => {
    await source.close();
    await new Promise((resolve) => page.close(resolve));
  });

  async function read(): Promise<Sample | undefined> {
    const { samples } = await source.read(
      { at: Date.now(), reads: [REQUESTS] },
      new AbortController().signal,
    );
    return samples[0];
  }

  const open = (): void => {
    const { port } = page.address() as AddressInfo; // a TCP server's address while it listens
    url = `http://127.0.0.1:${port}/metrics`;
  };

  test('fails as long as there is none, and is read once there is', async () => {
    expect(await read()).toEqual({
      known: false,
      cause: 'source-failed',
      detail: 'the data plane serves no page of metrics',
    });
    open();
    const known = async () => ((await read())?.known === true ? true : null);
    expect(await until(known, 10_000, new AbortController().signal)).toBe(true);
  });

  test('is scraped before anybody reads, once told that it may be there', async () => {
    open();
    await source.begin();
    expect(
      await until(() => Promise.resolve(served >= 3 ? true : null), 10_000, new AbortController().signal),
    ).toBe(true);
  });

  test('is left alone once closed', async () => {
    open();
    await source.begin();
    await source.close();
    const before = served;
    await read();
    expect(served).toBeLessThanOrEqual(before + 1);
  });
});
