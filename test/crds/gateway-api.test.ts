import { expect, test } from '@jest/globals';
import type { HttpRoute } from '../../packages/lang/src/targets/gateway-api/httproute.js';
import { gatewayApi } from '../../packages/lang/src/targets/gateway-api/target.js';
import {
  Chance,
  gatewayOf,
  randomList,
} from '../../packages/lang/src/targets/gateway-api/testing/random-rules.js';
import { exposedObjects } from '../../packages/runtime/src/kubernetes/expose/exposed-objects.js';
import { describeWithCrds } from './crds.js';

const SEED = 20_261_126;

describeWithCrds('HTTPRoutes against the published schema', (resources) => {
  test('what is written for random lists of rules is valid', () => {
    const chance = new Chance(SEED);
    let written = 0;
    for (let index = 0; index < 300; index++) {
      const { gateway, rules } = randomList(chance);
      const emission = gatewayApi.emit(gateway, rules, {});
      if (!emission.ok) continue;
      for (const route of emission.emitted.routes) {
        written++;
        expect([SEED, index, resources().faults(route)]).toEqual([SEED, index, []]);
      }
    }
    expect(written).toBeGreaterThan(200);
  });

  test('as much as an HTTPRoute holds is valid', () => {
    const rules = Array.from({ length: 128 }, (_, index) => ({
      all: [
        {
          field: 'header',
          name: 'x',
          op: 'exact',
          value: `${index}`,
          ignoreCase: false,
          negated: false,
        } as const,
      ],
      route: index % 15,
    }));
    const emission = gatewayApi.emit(gatewayOf(16), [...rules.slice(1), { all: [], route: 15 }], {});
    if (!emission.ok) throw new Error(JSON.stringify(emission.problems));
    expect(emission.emitted.routes.map((route) => resources().faults(route))).toEqual([[]]);
  });

  test('what brings an application its requests is valid', () => {
    const shop = {
      application: 'shop',
      namespace: 'team',
      port: 80,
      targetPort: 8080,
      host: '*.shop.example',
    };
    const objects = [
      ...exposedObjects({ ...shop, entry: { kind: 'new-gateway', className: 'istio' } }),
      ...exposedObjects({
        ...shop,
        entry: { kind: 'gateway', name: 'public', namespace: 'infra', listener: 'http' },
      }),
    ].filter(({ kind }) => kind.apiVersion.startsWith('gateway.'));
    expect(objects).toHaveLength(3);
    for (const { object } of objects) expect(resources().faults(object)).toEqual([]);
  });

  const [route] = ((): readonly HttpRoute[] => {
    const emission = gatewayApi.emit(gatewayOf(1), [{ all: [], route: 0 }], {});
    return emission.ok ? emission.emitted.routes : [];
  })();
  if (route === undefined) throw new Error('a route of everything is written');
  const { spec } = route;
  const [rule] = spec.rules;
  const header = { type: 'Exact', name: 'x', value: 'a' };
  test.each([
    ['an unknown field', { ...route, spec: { ...spec, weight: 1 } }, '/spec/weight: unknown field'],
    [
      'one header twice',
      { ...route, spec: { ...spec, rules: [{ ...rule, matches: [{ headers: [header, header] }] }] } },
      '/spec/rules/0/matches/0/headers: ["x"] is there twice',
    ],
    [
      'an empty value',
      {
        ...route,
        spec: { ...spec, rules: [{ ...rule, matches: [{ headers: [{ ...header, value: '' }] }] }] },
      },
      '/spec/rules/0/matches/0/headers/0/value: must NOT have fewer than 1 characters',
    ],
    [
      'too many rules',
      { ...route, spec: { ...spec, rules: Array.from({ length: 17 }, () => rule) } },
      '/spec/rules: must NOT have more than 16 items',
    ],
    [
      'a path with an empty segment',
      { ...route, spec: { ...spec, rules: [{ ...rule, matches: [{ path: { value: '/a//b' } }] }] } },
      "/spec/rules/0/matches/0/path: must not contain '//' when type one of ['Exact', 'PathPrefix']",
    ],
    [
      'a service without a port',
      { ...route, spec: { ...spec, rules: [{ ...rule, backendRefs: [{ name: 'v1' }] }] } },
      '/spec/rules/0/backendRefs/0: Must have port for Service reference',
    ],
    [
      'two parents that are one',
      { ...route, spec: { ...spec, parentRefs: [{ name: 'a' }, { name: 'a' }] } },
      '/spec/parentRefs: sectionName must be unique when parentRefs includes 2 or more references to the same parent',
    ],
  ])('%s is a fault', (_, object, fault) => {
    expect(resources().faults(object)).toEqual([fault]);
  });
});
