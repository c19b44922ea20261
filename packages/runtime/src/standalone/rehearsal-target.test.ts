import { expect, test } from '@jest/globals';
import { RehearsalTarget } from './rehearsal-target.js';

const routing = (share: number) => ({
  gateway: 'shop',
  routes: new Map([['default', new Map([['v2', share]])]]),
});

test('a rehearsal shows the weights that it was given and listens nowhere', async () => {
  const target = new RehearsalTarget({
    kind: 'haproxy',
    rawAcls: false,
    directory: null,
    exporter: { host: '::1', port: 8404 },
  });
  expect(await target.observe('shop')).toBeNull();
  await target.serve([], [routing(0)]);
  expect(await target.observe('shop')).toEqual(routing(0));
  await target.apply(routing(1_000));
  expect(await target.observe('shop')).toEqual(routing(1_000));
  expect([target.kind, target.quantum, target.address()]).toEqual(['haproxy', 50, null]);
});

test('a rehearsal reads the page of the real data plane where its file names one', () => {
  const exporter = { host: '127.0.0.1', port: 8404 };
  expect(
    new RehearsalTarget({ kind: 'haproxy', directory: null, rawAcls: false, exporter }).metricsUrl(),
  ).toBe('http://127.0.0.1:8404/metrics');
  expect(new RehearsalTarget({ kind: 'embedded' }).metricsUrl()).toBeNull();
  const free = { host: '127.0.0.1', port: 0 };
  expect(
    new RehearsalTarget({ kind: 'haproxy', directory: null, rawAcls: false, exporter: free }).metricsUrl(),
  ).toBeNull();
});
