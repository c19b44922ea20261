import { expect, jest, test } from '@jest/globals';
import { emitEnvoy } from '../../packages/lang/src/targets/envoy/emit.js';
import { ENVOY_DEFAULTS } from '../../packages/lang/src/targets/envoy/options.js';
import type { TargetGateway } from '../../packages/lang/src/targets/target.js';
import type { Address } from '../../packages/runtime/src/config/gateway.js';
import { startUpstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { describeWith } from '../components/binaries.js';
import { startEnvoy } from '../components/envoy.js';
import { rawRequest, sendAll } from '../proxies/raw-client.js';

jest.setTimeout(60_000);

const REQUESTS = 2000;
const GATEWAY: TargetGateway = {
  name: 'shop',
  namespace: 'default',
  hosts: ['shop.example'],
  backends: ['v1', 'v2'].map((version) => ({ version, service: `shop-${version}`, port: 80, subset: null })),
  routes: [
    {
      name: 'beta',
      to: [
        { version: 'v1', weight: 0 },
        { version: 'v2', weight: 10_000 },
      ],
    },
    {
      name: 'default',
      to: [
        { version: 'v1', weight: 7000 },
        { version: 'v2', weight: 3000 },
      ],
    },
  ],
};

describeWith('envoy', 'shares in a real Envoy', (program) => {
  test('traffic of a route is split among its versions, and a condition takes precedence', async () => {
    const emission = emitEnvoy(
      GATEWAY,
      [
        {
          all: [
            { field: 'cookie', name: 'group', op: 'exact', value: 'beta', ignoreCase: false, negated: false },
          ],
          route: 0,
        },
        { all: [], route: 1 },
      ],
      ENVOY_DEFAULTS,
    );
    if (!emission.ok) throw new Error('it can be said');
    const upstreams = [await startUpstream('v1'), await startUpstream('v2')];
    try {
      const clusters = upstreams.map(({ port }, index) => {
        return [`shop-v${index + 1}`, { host: '127.0.0.1', port }] as const;
      });
      const envoy = await startEnvoy(program, {
        configurations: [emission.emitted.configuration],
        clusters: Object.fromEntries<Address>(clusters),
      });
      try {
        const [address] = envoy.addresses;
        if (address === undefined) throw new Error('there is a listener');
        const count = async (headers: readonly (readonly [string, string])[]): Promise<number> => {
          const request = rawRequest({ host: 'shop.example:8080', headers });
          const answers = await sendAll(
            address,
            Array.from({ length: REQUESTS }, () => request),
          );
          const bodies = answers.map((answer) => answer?.body);
          expect(new Set([...bodies, 'v1', 'v2']).size).toBe(2);
          return bodies.filter((body) => body === 'v2').length;
        };
        expect(await count([['Cookie', 'a=1; group=beta']])).toBe(REQUESTS);
        // Envoy draws for each request: 600 of 2000 with a deviation of 20.5, of which five are once in a million runs.
        const drawn = await count([]);
        expect(Math.abs(drawn - 600)).toBeLessThan(5 * 20.5);
      } finally {
        await envoy.stop();
      }
    } finally {
      for (const upstream of upstreams) await upstream.close();
    }
  });
});
