import { expect, test } from '@jest/globals';
import type { Gateway, TargetSpec } from '../config/gateway.js';
import { customPolicy, gatewayWith } from '../release/testing/gateways.js';
import { rehearse } from './rehearsal.js';

const METRICS = { provider: 'embedded', window: 60_000, scrapeInterval: 5_000, scope: 'gateway' } as const;
const haproxy = (port: number | null): TargetSpec => ({
  kind: 'haproxy',
  rawAcls: false,
  directory: null,
  exporter: port === null ? null : { host: '127.0.0.1', port },
});
const reading = (target: TargetSpec, urls: readonly string[] | null = null): Gateway =>
  gatewayWith([customPolicy()], {
    target,
    metrics: { ...METRICS, source: { kind: 'scrape', urls, timeout: 1_000 } },
  });

test.each([
  ['the embedded gateway', reading({ kind: 'embedded' })],
  ['HAProxy without an exporter', reading(haproxy(null))],
  ['HAProxy whose exporter takes a free port', reading(haproxy(0))],
])('a dry run tells that it cannot read the page of %s, and holds no release for that', (_name, gateway) => {
  const { gateway: rehearsed, note } = rehearse(gateway);
  expect(note).toContain('a dry run starts no data plane whose page could be scraped');
  expect(rehearsed.policies[0]?.budgets).toEqual({
    noData: { for: 600_000, then: 'hold' },
    sourceErrors: { for: Infinity, then: 'hold' },
  });
});

test.each([
  ['a page that runs elsewhere', reading({ kind: 'embedded' }, ['http://127.0.0.1:9100/metrics'])],
  ['an exporter whose port is known', reading(haproxy(8404))],
  ['nothing', gatewayWith([], { metrics: null })],
])('a gateway that reads %s is rehearsed as it is', (_name, gateway) => {
  expect(rehearse(gateway)).toEqual({ gateway, note: null });
});
