import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../config/load-configuration.js';
import { demoGatewayFile } from './gateway-file.js';
import type { DemoPlaces } from './gateway-file.js';
import { demoOptions } from './options.js';
import type { DemoFlags } from './options.js';

const PLACES: DemoPlaces = {
  version1: { host: '127.0.0.1', port: 9001 },
  version2: { host: '127.0.0.1', port: 9002 },
  haproxy: null,
  prometheus: null,
};

async function load(flags: DemoFlags, places: Partial<DemoPlaces> = {}) {
  const read = demoOptions(flags);
  if (!read.ok) throw new Error(read.message);
  const text = demoGatewayFile(read.options, { ...PLACES, ...places });
  const { gateways, findings } = await loadConfiguration([{ file: 'demo.yaml', text, named: true }]);
  return { gateway: gateways[0], wrong: findings.filter(({ severity }) => severity === 'error') };
}

describe('demoGatewayFile', () => {
  test('describes the main job as a user would', async () => {
    const { gateway, wrong } = await load({});
    expect(wrong).toEqual([]);
    expect(gateway).toMatchObject({
      name: 'demo',
      baseline: 'version1',
      candidate: 'version2',
      target: { kind: 'embedded' },
      listen: { host: '127.0.0.1', port: 0 },
      metrics: { source: { kind: 'scrape' }, provider: 'embedded', window: 4000, scrapeInterval: 500 },
      policies: [
        {
          type: 'custom',
          interval: 2000,
          step: 1000,
          start: 1000,
          budgets: { noData: { for: 30_000, then: 'hold' } },
        },
      ],
    });
  });

  test('has no error with any flags, on every target and source', async () => {
    const haproxy = { directory: '/var/tmp/a "b"', exporter: { host: '127.0.0.1', port: 0 } };
    const prometheus = 'http://127.0.0.1:9090';
    for (const step of ['1%', '7%', '33%', '100%']) {
      for (const interval of ['100ms', '2s', '1m']) {
        expect((await load({ step, interval })).wrong).toEqual([]);
        const real = await load(
          { step, interval, target: 'haproxy', source: 'prometheus' },
          { haproxy, prometheus },
        );
        expect(real.wrong).toEqual([]);
        expect(real.gateway?.metrics).toMatchObject({
          source: { kind: 'prometheus', url: prometheus },
          provider: 'haproxy',
        });
        expect(real.gateway?.target).toMatchObject({ kind: 'haproxy', directory: haproxy.directory });
      }
    }
  });
});
