import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gatewayDocument } from '../testing/gateways.js';
import { ServedApi } from '../testing/served-api.js';

let api: ServedApi;
beforeEach(async () => {
  api = await ServedApi.start({ withTokens: true });
});
afterEach(() => api.close());

describe('what a page needs to know before it changes something', () => {
  test('who asks', async () => {
    const answer = await api.ask('GET', '/api/v1/runtime', { role: 'operator' });
    expect(await answer.json()).toMatchObject({
      version: '0.0.0',
      caller: { name: 'operator', role: 'operator' },
    });
  });

  test('what the policies saw last, and when', async () => {
    await api.world.run(60_000);
    const answer = await api.ask('GET', '/api/v1/gateways/shop/status', { role: 'viewer' });
    const { values } = (await answer.json()) as { values: readonly unknown[] };
    expect(values).toContainEqual({
      policy: 0,
      read: 'metric baseline status_5xx',
      value: null,
      unknown: expect.any(String),
      at: expect.stringContaining('T'),
    });
  });

  test('what an act would come to: nobody acts with `dryRun`', async () => {
    const body = { route: 'default', weights: { version1: 20, version2: 80 } };
    const path = '/api/v1/gateways/shop/weights?dryRun=true';
    const answer = await api.ask('PUT', path, { role: 'operator', body });
    expect(answer.status).toBe(200);
    expect(api.control.acts).toEqual([]);
    expect((await api.ask('PUT', path, { role: 'viewer', body })).status).toBe(403);
  });

  test('what a document would be put as: nothing is put with `dryRun`', async () => {
    const path = '/api/v1/gateways/news?dryRun=true';
    const headers = { 'if-none-match': '*' };
    const good = await api.ask('PUT', path, { role: 'admin', body: gatewayDocument('news'), headers });
    expect(good.status).toBe(200);
    expect(await good.json()).toMatchObject({ metadata: { name: 'news' } });
    const bad = await api.ask('PUT', path, { role: 'admin', body: { kind: 'Gateway' }, headers });
    expect(bad.status).toBe(422);
    expect((await api.ask('GET', '/api/v1/gateways/news', { role: 'admin' })).status).toBe(404);
  });

  test('how much traffic each version has', async () => {
    const answer = await api.ask('GET', '/api/v1/gateways/shop/traffic', { role: 'viewer' });
    const { window, samples } = (await answer.json()) as { window: number; samples: readonly unknown[] };
    expect(window).toBeGreaterThan(0);
    expect(samples).toMatchObject([{ versions: { version1: {}, version2: {} } }]);
  });
});
