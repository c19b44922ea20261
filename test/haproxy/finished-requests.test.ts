import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Address } from '../../packages/runtime/src/config/gateway.js';
import { loadCatalogue } from '../../packages/runtime/src/metrics/catalogue/load.js';
import { ScrapeSource } from '../../packages/runtime/src/metrics/scrape.js';
import { until } from '../../packages/runtime/src/routing/haproxy/until.js';
import { outlined, routed } from '../../packages/runtime/src/routing/testing/gateways.js';
import { startUpstream, type Upstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

const INTERVAL = 1_000;
const NAMES = ['external_upstream_rq_2xx', 'upstream_rq_total', 'requests', 'requests_started'];

describeWith('haproxy', 'requests under way on a real HAProxy', () => {
  let scene: Scene;
  let slow: Upstream;
  /** Answers that the server still holds back. */
  const held: ServerResponse[] = [];

  beforeEach(async () => {
    scene = await openScene();
    slow = await startUpstream('slow', (_request, response) => void held.push(response));
  });

  afterEach(async () => {
    for (const response of held.splice(0)) response.end();
    await slow.close();
    await scene.close();
  });

  test('are in no ratio of answers before they end, and in it once when they do', async () => {
    const gateway = outlined({ versions: { version1: slow.port } });
    await scene.target.serve([gateway], [routed({ version1: 10_000 })], patience());
    const url = scene.target.metricsUrl() ?? '';
    const loaded = await loadCatalogue('haproxy');
    if (!loaded.ok) throw new Error('a built-in catalogue is sound');
    let now = 1_000_000;
    const source = new ScrapeSource(
      { urls: [url], interval: INTERVAL, history: INTERVAL, catalogue: loaded.catalogue },
      {
        now: () => now,
        every: () => () => undefined,
        fetch: async () => ({
          ok: true,
          status: 200,
          body: await (await fetch(url)).text(),
          retryAfter: null,
        }),
        close: () => undefined,
      },
    );
    /** What was counted since the last scrape. */
    const counted = async (): Promise<readonly (number | string)[]> => {
      now += INTERVAL;
      await source.scrape();
      const subject = { namespace: gateway.namespace, application: gateway.application, version: 'version1' };
      const reads = NAMES.map((metric) => ({
        kind: 'metric' as const,
        subject,
        metric,
        statistic: null,
        selector: [],
        window: INTERVAL,
        offset: 0,
      }));
      const { samples } = await source.read({ at: now, reads }, patience());
      return samples.map((sample) => (sample.known ? sample.value : sample.cause));
    };
    await counted();
    const replies = Array.from({ length: 5 }, () => reply(scene.address()));
    await until(() => Promise.resolve(held.length === 5 ? true : null), 10_000, patience());
    expect(await counted()).toEqual([0, 0, 0, 5]);
    for (const response of held.splice(0)) response.end();
    await Promise.all(replies);
    expect(await counted()).toEqual([5, 5, 5, 0]);
    await source.close();
  });
});

async function reply({ host, port }: Address): Promise<void> {
  await (await fetch(`http://${host}:${port}/`)).text();
}
