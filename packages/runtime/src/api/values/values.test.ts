import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type * as Type from 'typebox';
import { readRecording } from '../../metrics/recording/read-recording.js';
import type { GATEWAY_PAST, LIVE_VALUES } from '../schema/values.js';
import { gatewayDocument } from '../testing/gateways.js';
import { ServedApi } from '../testing/served-api.js';

type LiveValues = Type.Static<typeof LIVE_VALUES>;

let api: ServedApi;

beforeEach(async () => {
  const prometheus = gatewayDocument('watched');
  const bare = gatewayDocument('bare');
  const { metrics: _, policies: __, ...rest } = bare.spec;
  api = await ServedApi.start({}, {}, [
    gatewayDocument(),
    {
      ...prometheus,
      spec: {
        ...prometheus.spec,
        metrics: { source: { kind: 'prometheus', url: 'http://127.0.0.1:9', allowPromql: true } },
      },
    },
    { ...bare, spec: rest },
  ]);
  api.world.source.instead = { known: true, value: 5 };
});

afterEach(async () => {
  expect(api.faults).toEqual([]);
  await api.close();
});

async function values(source: string, gateway = 'shop', kind?: string): Promise<LiveValues> {
  const body = { source, ...(kind !== undefined && { kind }) };
  const answer = await api.ask('POST', `/api/v1/gateways/${gateway}/values`, { body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as LiveValues;
}

/** How often the source was asked since then. */
const asked = (since: number): number => api.world.source.requests.length - since;

const DECISION =
  'if (metric candidate errors / metric candidate requests < 1%) { result = candidate; } result';

describe('the values of a program', () => {
  test('are those of the roles that the release has, with unit and query', async () => {
    const answer = await values(DECISION);
    expect(answer).toMatchObject({
      ...{ source: 'scrape', provider: 'embedded', window: 60, kind: 'decision', diagnostics: [] },
      ...{ versions: ['version1', 'version2'], baseline: 'version1', candidate: 'version2' },
    });
    expect(answer.values.map(({ read, version, value, unit }) => [read, version, value, unit])).toEqual([
      ['errors', 'version2', 5, 'count'],
      ['requests', 'version2', 5, 'count'],
    ]);
    expect(answer.values[1]?.queries).toEqual([
      'sum by (application, version) (increase(lamia_gateway_responses_total{application="shop",version="version2"}[60s]))',
    ]);
    expect(answer.age).toBeGreaterThanOrEqual(5);
  });

  test('of a score are those of every version, and once of a version that is named', async () => {
    const { values: named } = await values('requests - metric baseline "requests"', 'shop', 'score');
    expect(named.map(({ version }) => version)).toEqual(['version1', 'version1', 'version2']);
    const { values: found } = await values('requests over 5m', 'shop', 'score');
    expect(found.map(({ read, version }) => [read, version])).toEqual([
      ['requests over 5m', 'version1'],
      ['requests over 5m', 'version2'],
    ]);
  });

  test('say why they are unknown', async () => {
    api.world.source.instead = { known: false, cause: 'many-series', detail: 'two of them' };
    const { values: found } = await values(DECISION);
    expect(found[0]).toMatchObject({
      ...{ value: null, assumed: false, unknown: { reason: 'many-series', detail: 'two of them' } },
    });
  });

  test('are told as far as a text with errors can be made out', async () => {
    const answer = await values('if (metric version1 errors > 5 and metric candidate request > ');
    expect(answer.diagnostics.map(({ code }) => code)).toEqual(['syntax-error']);
    expect(answer.values.map(({ read, version, value }) => [read, version, value])).toContainEqual([
      ...['errors', 'version1'],
      5,
    ]);
    const { diagnostics } = await values('if (metric version3 request > 5) { result = version1; } result');
    expect(diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unknown-version', 'unknown-metric']),
    );
  });

  test('are none of a condition, nor asked for one', async () => {
    const before = api.world.source.requests.length;
    expect(await values('header "X" present')).toMatchObject({ kind: 'condition', values: [] });
    expect(asked(before)).toBe(0);
  });

  test('are asked of the source once for all who look, until the next scrape', async () => {
    const before = api.world.source.requests.length;
    await Promise.all([values(DECISION), values(DECISION), values(DECISION, 'shop', 'decision')]);
    await values(DECISION);
    expect(asked(before)).toBe(1);
    await api.world.run(5_000);
    const after = api.world.source.requests.length;
    await values(DECISION);
    expect(asked(after)).toBe(1);
  });
});

describe('what a stranger may not have asked', () => {
  const unasked = async (source: string, gateway: string, why: string): Promise<void> => {
    const before = api.world.source.requests.length;
    const { values: found } = await values(source, gateway, 'score');
    expect(found.length).toBeGreaterThan(0);
    for (const { unknown, queries } of found) {
      expect(unknown).toEqual({ reason: 'source-failed', detail: expect.stringContaining(why) });
      expect(queries).toEqual([]);
    }
    expect(asked(before)).toBe(0);
  };

  test('is a query of the own, also where policies may', async () => {
    await unasked('promql "count({__name__=~\\".+\\"})"', 'watched', '`promql` is the policies’ own');
  });

  test('is a span that a server would have to work for, or a scraper to remember', async () => {
    await unasked('requests over 52w', 'watched', 'over 1d, and no further');
    await unasked('requests offset 30d', 'watched', 'over 1d, and no further');
    await unasked('requests over 2h', 'shop', 'over 1h, and no further');
  });

  test('is anything of a gateway without metrics', async () => {
    await unasked('requests', 'bare', 'the gateway has no metric source');
    expect(await values('requests', 'bare')).toMatchObject({ source: null, provider: null, window: null });
  });

  test('is a metric of others: a selector narrows what is of the gateway', async () => {
    const { values: found } = await values('requests{application="other"}', 'shop', 'score');
    expect(found[0]?.queries).toEqual([expect.stringMatching(/application="other",application="shop"/)]);
  });

  test('is a text beyond the language’s limits', async () => {
    const source = 'x'.repeat(70_000);
    const answer = await api.ask('POST', '/api/v1/gateways/shop/values', { body: { source } });
    expect(answer.status).toBe(422);
    const reads = Array.from({ length: 300 }, (_, place) => `requests{code="${place}"}`);
    const program = `max(${reads.join(', ')})`;
    const { diagnostics, values: found } = await values(program, 'shop', 'score');
    expect(diagnostics.map(({ code }) => code)).toContain('too-many-reads');
    expect(found.filter(({ value }) => value !== null)).toEqual([]);
  });
});

test('the catalogue of a gateway can be asked for', async () => {
  const ask = async (query: string): Promise<unknown> =>
    (await api.ask('GET', `/api/v1/metrics-catalogue?gateway=${query}`)).json();
  expect(await ask('shop')).toMatchObject({ catalogues: [{ name: 'embedded' }] });
  expect(await ask('bare')).toEqual({ catalogues: [] });
  expect(await ask('shap')).toMatchObject({ status: 404, detail: 'there is no gateway `shap`' });
});

describe('the past of a gateway', () => {
  const past = async (gateway: string, query = ''): Promise<Type.Static<typeof GATEWAY_PAST>> => {
    const answer = await api.ask('GET', `/api/v1/gateways/${gateway}/past${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Type.Static<typeof GATEWAY_PAST>;
  };

  test('is a recording of what its policies would have read', async () => {
    await api.world.run(3_600_000);
    const { recording, why, lines } = await past('watched');
    expect(why).toBeNull();
    const read = readRecording(recording ?? '');
    if (!read.ok) throw new Error(read.message);
    const { gateways, reads, lines: recorded, every } = read.recording;
    expect(gateways).toMatchObject([{ name: 'watched', baseline: 'version1', candidate: 'version2' }]);
    expect(reads.map(({ text }) => text)).toContain('metric version1 status_5xx over 1m');
    expect(recorded).toHaveLength(lines);
    // A Prometheus is scraped every 15 seconds unless it is said otherwise; the newest scrape is left out.
    expect([every, lines]).toEqual([15_000, 241]);
    expect(recorded.at(-1)?.at).toBe(api.world.clock.now() - 15_000);
    const { lines: few } = await past('watched', '?span=6h');
    expect(few).toBeLessThanOrEqual(361);
  });

  test('is asked for once by all who want the same', async () => {
    const before = api.world.source.requests.length;
    const [first, second] = await Promise.all([past('watched', '?span=15m'), past('watched', '?span=15m')]);
    expect(second).toEqual(first);
    expect(asked(before)).toBe(first.lines);
  });

  test('is none where nobody keeps it, and of no other length', async () => {
    expect(await past('shop')).toEqual({ recording: null, why: 'it keeps no past', lines: 0, warnings: [] });
    expect((await api.ask('GET', '/api/v1/gateways/watched/past?span=52w')).status).toBe(400);
  });
});
