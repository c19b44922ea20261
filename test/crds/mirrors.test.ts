import { expect, test } from '@jest/globals';
import { compileForCluster, type GatewayToCompile } from '../../packages/lang/src/index.js';
import { describeWithCrds } from './crds.js';
import type { KubernetesObject } from './validate.js';

const backend = (version: string) => ({ version, service: `shop-${version}`, port: 80, subset: null });

const gateway = (share: number): GatewayToCompile => ({
  name: 'shop',
  namespace: 'default',
  hosts: ['shop.example'],
  backends: [backend('v1'), backend('v2')],
  routes: [
    {
      name: 'default',
      condition: null,
      to: [{ version: 'v1', weight: 10_000 }],
      mirror: { version: 'v2', share },
    },
  ],
});

const WRITTEN = { istio: 'mirrorPercentage', 'gateway-api': 'RequestMirror', gloo: 'shadowing' } as const;

describeWithCrds('copies of requests against the published schemas', (resources) => {
  test.each(
    (['istio', 'gateway-api', 'gloo'] as const).flatMap((plane) =>
      [10_000, 1_000, 1_255].map((share) => [plane, share] as const),
    ),
  )('%s: %i hundredths of a percent', (plane, share) => {
    const compiled = compileForCluster(plane, gateway(share), {});
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
    const [routing] = compiled.emitted.routing;
    expect(JSON.stringify(routing?.object)).toContain(WRITTEN[plane]);
    // Written as an object of Kubernetes, which it is.
    expect(resources().faults(routing?.object as unknown as KubernetesObject)).toEqual([]);
  });
});
