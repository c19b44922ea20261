import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sample } from '@lamia/lang';
import type { Catalogue } from './catalogue/catalogue.js';
import type { HttpAnswer } from '../http/client.js';
import { ScrapeSource, systemPorts } from './scrape.js';
import type { BoundRead } from './source.js';
import { catalogueOf } from './testing/catalogue-of.js';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await catalogueOf('embedded');
});

type MetricRead = Extract<BoundRead, { kind: 'metric' }>;

function read(metric: string, rest: Partial<MetricRead> = {}): MetricRead {
  const subject = { namespace: 'default', application: 'shop', version: 'v2' };
  return {
    kind: 'metric',
    metric,
    statistic: null,
    subject,
    selector: [],
    window: 60_000,
    offset: 0,
    ...rest,
  };
}

const never = new AbortController().signal;

/** A scrape source in a world of its own: pages are said by the test, time passes when it says so. */
class World {
  now = 1_000_000;
  pages: Record<string, string | Extract<HttpAnswer, { ok: false }> | { readonly status: number }> = {};
  stopped = 0;
  closed = 0;
  tick: (() => void) | null = null;
  readonly source: ScrapeSource;

  constructor(urls: readonly string[] = ['http://page']) {
    this.source = new ScrapeSource(
      { urls, interval: 10_000, history: 60_000, catalogue },
      {
        now: () => this.now,
        every: (interval, callback) => {
          expect(interval).toBe(10_000);
          this.tick = callback;
          return () => void (this.stopped += 1);
        },
        fetch: (url) => {
          const page = this.pages[url] ?? '';
          if (typeof page === 'string')
            return Promise.resolve({ ok: true, status: 200, body: page, retryAfter: null });
          return Promise.resolve(
            'ok' in page ? page : { ok: true, status: page.status, body: '', retryAfter: null },
          );
        },
        close: () => void (this.closed += 1),
      },
    );
  }

  /** One scrape of a page that shows these counts by code. */
  async scrape(counts: Readonly<Record<string, number>>, more = ''): Promise<void> {
    const lines = Object.entries(counts).map(
      ([code, count]) =>
        `lamia_gateway_responses_total{application="shop",version="v2",code="${code}"} ${count}\n`,
    );
    this.pages['http://page'] = `${lines.join('')}${more}`;
    await this.source.scrape();
  }

  async value(asked: BoundRead, at = this.now): Promise<Sample | undefined> {
    return (await this.source.read({ at, reads: [asked] }, never)).samples[0];
  }
}

/** Ten scrapes, ten seconds apart: each time 5 more of code 200; from the fifth on 1 more of code 500. */
async function busy(): Promise<World> {
  const world = new World();
  for (let scrape = 0; scrape < 10; scrape += 1) {
    if (scrape > 0) world.now += 10_000;
    await world.scrape({ 200: 5 * scrape, ...(scrape >= 5 && { 500: scrape - 4 }) });
  }
  return world;
}

describe('a count over a window', () => {
  test('is what was counted between its scrapes', async () => {
    const world = await busy();
    expect(await world.value(read('status_200'))).toEqual({ known: true, value: 30 });
    expect(await world.value(read('requests'))).toEqual({ known: true, value: 35 });
    expect(await world.value(read('status_2xx', { window: 20_000 }))).toEqual({ known: true, value: 10 });
    expect(await world.value(read('requests', { statistic: 'rate', window: 20_000 }))).toEqual({
      known: true,
      value: 0.6,
    });
  });

  test('counts a series from 0 that appears after the first scrape', async () => {
    const world = await busy();
    expect(await world.value(read('status_5xx'))).toEqual({ known: true, value: 5 });
  });

  test('looks back by its offset', async () => {
    const world = await busy();
    const earlier = { window: 20_000, offset: 60_000 };
    expect(await world.value(read('requests', earlier))).toEqual({ known: true, value: 10 });
    expect(await world.value(read('status_5xx', earlier))).toEqual({ known: true, value: 0, assumed: true });
  });

  test('does not see what was scraped after its instant', async () => {
    const world = await busy();
    expect(await world.value(read('requests', { window: 20_000 }), world.now - 1)).toEqual({
      known: true,
      value: 12,
    });
    expect(await world.value(read('requests', { window: 20_000 }), world.now - 50_000)).toEqual({
      known: true,
      value: 10,
    });
  });

  test('obeys its selector', async () => {
    const world = await busy();
    const code = (operator: '=' | '!=' | '=~' | '!~', value: string) =>
      world.value(read('requests', { selector: [{ label: 'code', operator, value }] }));
    expect(await code('=', '500')).toEqual({ known: true, value: 5 });
    expect(await code('!=', '500')).toEqual({ known: true, value: 30 });
    expect(await code('=~', '2.0|5..')).toEqual({ known: true, value: 35 });
    expect(await code('!~', '5..')).toEqual({ known: true, value: 30 });
    expect(await code('=~', '5.')).toMatchObject({ cause: 'no-series' });
    expect(await code('=~', '(')).toMatchObject({ cause: 'source-failed' });
  });

  test('of another subject is no series', async () => {
    const world = await busy();
    const other = { namespace: 'default', application: 'shop', version: 'v3' };
    expect(await world.value(read('requests', { subject: other }))).toEqual({
      known: false,
      cause: 'no-series',
    });
    expect(await world.value(read('errors', { subject: other }))).toEqual({
      known: false,
      cause: 'no-series',
    });
  });

  test('is unknown until its window is full', async () => {
    const world = await busy();
    expect(await world.value(read('requests', { window: 300_000 }))).toEqual({
      known: false,
      cause: 'no-series',
      detail: '3m30s of history is missing: a window of 5m is not full yet',
    });
  });
});

test('latency is read from the histogram', async () => {
  const world = new World();
  const page = (count: number): string =>
    [
      `_bucket{application="shop",version="v2",le="0.1"} ${count}`,
      `_bucket{application="shop",version="v2",le="0.5"} ${2 * count}`,
      `_bucket{application="shop",version="v2",le="+Inf"} ${2 * count}`,
      `_sum{application="shop",version="v2"} ${0.6 * count}`,
      `_count{application="shop",version="v2"} ${2 * count}`,
    ]
      .map((line) => `lamia_gateway_response_duration_seconds${line}\n`)
      .join('');
  for (let scrape = 0; scrape < 10; scrape += 1) {
    if (scrape > 0) world.now += 10_000;
    await world.scrape({ 200: 2 * scrape }, page(scrape));
  }
  expect(await world.value(read('latency_p50'))).toEqual({ known: true, value: 0.1 });
  expect(await world.value(read('latency_p75'))).toMatchObject({ value: expect.closeTo(0.3, 12) });
  expect(await world.value(read('latency_avg'))).toMatchObject({ value: expect.closeTo(0.3, 12) });
  expect(await world.value(read('latency', { statistic: 'count' }))).toEqual({ known: true, value: 12 });
});

describe('history', () => {
  test('is kept for the longest window that was asked', async () => {
    const world = await busy();
    const long = read('requests', { window: 200_000 });
    expect(await world.value(long)).toMatchObject({ cause: 'no-series' });
    for (let scrape = 10; scrape < 40; scrape += 1) {
      world.now += 10_000;
      await world.scrape({ 200: 5 * scrape });
    }
    expect(await world.value(long)).toEqual({ known: true, value: 100 });
    expect(await world.value(read('requests', { window: 390_000 }))).toMatchObject({ cause: 'no-series' });
  });
});

describe('a scrape that fails', () => {
  const failures: readonly (readonly [string, World['pages'][string], string])[] = [
    [
      'cannot be reached',
      { ok: false, cause: 'network', message: '`http://page` cannot be reached: gone' },
      'cannot be reached: gone',
    ],
    ['is an error page', { status: 503 }, '`http://page` answered with status 503'],
    [
      'is no page of metrics',
      '<html>\n',
      'line 1 of `http://page` is no metric: expected the name of a series',
    ],
    ['breaks off', 'a 1\nb', 'the page breaks off'],
    [
      'shows a series twice',
      'lamia_gateway_responses_total 1\nlamia_gateway_responses_total 1\n',
      'a series of `lamia_gateway_responses_total` stands twice',
    ],
  ];

  test.each(failures)('because a page %s is told after two intervals', async (_, page, message) => {
    const world = await busy();
    const requests = read('requests', { window: 20_000 });
    world.pages['http://page'] = page;
    for (let missed = 0; missed < 2; missed += 1) {
      world.now += 10_000;
      await world.source.scrape();
    }
    expect(await world.value(requests)).toEqual({ known: true, value: 12 });
    world.now += 1;
    expect(await world.value(requests)).toMatchObject({ known: false, cause: 'source-failed' });
    const { samples, warnings } = await world.source.read({ at: world.now, reads: [requests] }, never);
    expect(JSON.stringify(samples)).toContain(JSON.stringify(message).slice(1, -1));
    expect(warnings).toEqual([expect.stringContaining(message)]);
  });

  test('is forgotten when pages are back', async () => {
    const world = await busy();
    world.pages['http://page'] = { status: 503 };
    world.now += 10_000;
    await world.source.scrape();
    world.now += 10_000;
    await world.scrape({ 200: 100, 500: 5 });
    const { samples, warnings } = await world.source.read(
      { at: world.now, reads: [read('status_200')] },
      never,
    );
    expect(samples).toEqual([{ known: true, value: 75 }]);
    expect(warnings).toEqual([]);
  });

  test('of one page is one of all', async () => {
    const world = new World(['http://page', 'http://other']);
    const line = 'lamia_gateway_responses_total{application="shop",version="v2",code="200"}';
    for (let scrape = 0; scrape < 10; scrape += 1) {
      if (scrape > 0) world.now += 10_000;
      world.pages['http://other'] = `${line} ${scrape}\n`;
      await world.scrape({ 200: 5 * scrape });
    }
    expect(await world.value(read('requests'))).toEqual({ known: true, value: 36 });
    world.pages['http://other'] = { status: 500 };
    for (let missed = 0; missed < 3; missed += 1) {
      world.now += 10_000;
      await world.source.scrape();
    }
    expect(await world.value(read('requests'))).toMatchObject({ cause: 'source-failed' });
  });
});

describe('the source', () => {
  test('scrapes at once and at each interval, one scrape at a time', async () => {
    const world = new World();
    const line = 'lamia_gateway_responses_total{application="shop",version="v2",code="200"}';
    world.pages['http://page'] = `${line} 1\n`;
    world.source.start();
    await world.source.scrape(); // joins the one that has begun
    world.now += 10_000;
    world.pages['http://page'] = `${line} 4\n`;
    world.tick?.();
    await world.source.scrape(); // joins the one that the timer began
    expect(await world.value(read('requests', { window: 10_000 }))).toEqual({ known: true, value: 3 });
    await world.source.close();
    expect([world.stopped, world.closed]).toEqual([1, 1]);
  });

  test('has no queries of its own', async () => {
    const world = await busy();
    expect(await world.value({ kind: 'promql', query: 'up' })).toMatchObject({ cause: 'source-failed' });
  });

  test('says why a metric is not to be had', async () => {
    const world = await busy();
    expect(await world.value(read('cpu'))).toMatchObject({
      cause: 'source-failed',
      detail: expect.stringContaining('`cpu`'),
    });
  });

  test('answers nothing to a reader that has gone', async () => {
    const world = await busy();
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(world.source.read({ at: world.now, reads: [] }, gone)).rejects.toThrow('gone');
  });
});

describe('over real HTTP', () => {
  let server: Server | null = null;
  let source: ScrapeSource | null = null;
  afterEach(async () => {
    await source?.close();
    server?.closeAllConnections();
    server?.close();
  });

  test('pages are fetched as Prometheus asks for them', async () => {
    let count = 0;
    const accepted = new Set<string | undefined>();
    server = createServer((request, response) => {
      count += 1;
      accepted.add(request.headers.accept);
      response.end(`lamia_gateway_responses_total{application="shop",version="v2",code="200"} ${count}\n`);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const urls = [`http://127.0.0.1:${port}/metrics`];
    source = new ScrapeSource({ urls, interval: 100, history: 200, catalogue }, systemPorts(5_000));
    source.start();
    const asked = read('requests', { window: 200 });
    let sample: Sample | undefined;
    for (let waits = 0; waits < 1_000 && sample?.known !== true; waits += 1) {
      await pause(10);
      [sample] = (await source.read({ at: Date.now(), reads: [asked] }, never)).samples;
    }
    expect(sample).toMatchObject({ known: true });
    expect(sample?.known === true ? sample.value : 0).toBeGreaterThan(0);
    expect([...accepted]).toEqual(['text/plain;version=0.0.4']);
  });

  test('closing ends a scrape that is under way', async () => {
    const silent = createServer();
    server = silent;
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const urls = [`http://127.0.0.1:${port}/metrics`];
    source = new ScrapeSource({ urls, interval: 60_000, history: 60_000, catalogue }, systemPorts(60_000));
    const asked = once(silent, 'request');
    source.start();
    await asked;
    await source.close();
    expect(await source.read({ at: Date.now(), reads: [read('requests')] }, never)).toMatchObject({
      samples: [{ cause: 'no-series', detail: 'nothing has been scraped yet' }],
    });
  });
});
