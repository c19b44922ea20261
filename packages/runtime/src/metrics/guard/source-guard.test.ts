import { afterEach, describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import type { PrometheusSourceSpec } from '../../config/gateway.js';
import { openPrometheus } from '../prometheus.js';
import type { BoundRead, ReadAnswer } from '../source.js';
import { catalogueOf } from '../testing/catalogue-of.js';
import { fakePrometheus, row, success, type Asked, type Replying } from '../testing/fake-prometheus.js';
import { guardOf } from './source-guard.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const SPEC: PrometheusSourceSpec = {
  kind: 'prometheus',
  url: 'http://127.0.0.1:9090',
  timeout: 20_000,
  bearerToken: null,
  basicAuth: null,
  caFile: null,
  allowPromql: true,
  queriesPerSecond: 1_000,
  breaker: { failures: 5, pause: 10_000, longestPause: 60_000 },
};

const promql = (query: string): BoundRead => ({ kind: 'promql', query });

const detailOf = (sample: Sample | undefined): string =>
  sample?.known === false ? (sample.detail ?? '') : '';

async function fake(reply: Replying): Promise<{ url: string; asked: Asked[] }> {
  const server = await fakePrometheus(reply);
  cleanups.push(() => server.close());
  return server;
}

describe('a source that is guarded', () => {
  const guarded = async (url: string, spec: Partial<PrometheusSourceSpec> = {}) => {
    const clock = { now: 0 };
    const settings = { ...SPEC, url, ...spec };
    const slept: number[] = [];
    const ports = {
      random: () => 0,
      sleep: (time: number) => {
        slept.push(time);
        clock.now += time;
        return Promise.resolve();
      },
    };
    const guard = guardOf(settings, () => clock.now);
    const catalogue = await catalogueOf('embedded');
    const opened = await openPrometheus(settings, catalogue, ports, guard);
    if (!opened.ok) throw new Error(opened.message);
    cleanups.push(() => opened.source.close());
    const ask = (...reads: readonly BoundRead[]): Promise<ReadAnswer> =>
      opened.source.read({ at: 1_700_000_000_000, reads }, new AbortController().signal);
    return { clock, slept, ask };
  };
  const breaker = { failures: 2, pause: 10_000, longestPause: 60_000 };

  test('is left alone once it has failed repeatedly, tried with one query, and then read again', async () => {
    let status = 503;
    const { url, asked } = await fake(() => (status === 200 ? success([row('1')]) : [status, 'busy']));
    const { clock, ask } = await guarded(url, { breaker });
    await ask(promql('a'), promql('b'));
    await ask(promql('a'), promql('b'));
    asked.splice(0);
    const left = await ask(promql('a'), promql('b'));
    expect(left).toMatchObject({
      requests: 0,
      samples: [{ cause: 'source-failed' }, { cause: 'source-failed' }],
    });
    expect(detailOf(left.samples[1])).toMatch(
      /^the source has failed 2 times in a row and is not asked for another /,
    );
    expect(asked).toEqual([]);
    clock.now += 10_000;
    await ask(promql('a'), promql('b'));
    expect(new Set(asked.map(({ form }) => form.get('query')))).toEqual(new Set(['a']));
    asked.splice(0);
    status = 200;
    clock.now += 10_000;
    expect((await ask(promql('a'))).requests).toBe(0);
    clock.now += 10_000;
    const back = await ask(promql('a'), promql('b'));
    expect(back.samples).toEqual([
      { known: true, value: 1 },
      { known: true, value: 1 },
    ]);
    expect(asked).toHaveLength(2);
  });

  test('is not left alone for queries that are wrong themselves', async () => {
    const { url } = await fake(() => [
      422,
      { status: 'error', errorType: 'execution', error: 'too many samples' },
    ]);
    const { ask } = await guarded(url, { breaker });
    for (let tick = 0; tick < 3; tick += 1) expect((await ask(promql('a'))).requests).toBe(1);
  });

  test('is left alone when it refuses the credentials', async () => {
    const { url } = await fake(() => [401, 'who are you']);
    const { ask } = await guarded(url, { breaker });
    for (let tick = 0; tick < 2; tick += 1) await ask(promql('a'));
    expect((await ask(promql('a'))).requests).toBe(0);
  });

  test('gets so many queries a second, the others a little later', async () => {
    const { url } = await fake(() => success([row('1')]));
    const { slept, ask } = await guarded(url, { queriesPerSecond: 2 });
    const answer = await ask(promql('a'), promql('b'), promql('c'));
    expect(answer.samples).toEqual(Array.from({ length: 3 }, () => ({ known: true, value: 1 })));
    expect(slept).toEqual([500]);
  });

  test('a query without a turn within the timeout is not asked, which is no failure of the source', async () => {
    const { url } = await fake(() => success([row('1')]));
    const { ask } = await guarded(url, { queriesPerSecond: 0.01, breaker: { ...breaker, failures: 1 } });
    await ask(promql('a'));
    const late = await ask(promql('a'));
    expect(late.requests).toBe(0);
    expect(detailOf(late.samples[0])).toBe(
      'at 0.01 queries a second there was no turn left for this one; raise `queriesPerSecond` of the source',
    );
    expect(detailOf((await ask(promql('a'))).samples[0])).toContain('no turn left');
  });
});
