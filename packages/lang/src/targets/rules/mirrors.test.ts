import { describe, expect, test } from '@jest/globals';
import { check } from '../../check/check.js';
import { compileGateway, type GatewayToCompile } from '../compile.js';
import { compileFor, type EmitOptions, type TargetName } from '../emit-for.js';
import { glooTarget } from '../gloo/target.js';
import { istioTarget } from '../istio/target.js';
import type { Mirror } from '../target.js';

const OPTIONS: EmitOptions = { split: false, listen: { host: '127.0.0.1', port: 8080 } };

/** Beta users get v2; of everybody else's requests v2 gets copies. */
function gateway(mirror: Mirror, subset: string | null = null): GatewayToCompile {
  const backend = (version: string) => ({
    version,
    service: subset === null ? `shop-${version}` : 'shop',
    port: 80,
    subset: subset === null ? null : { [subset]: version },
  });
  return {
    name: 'shop',
    namespace: 'default',
    hosts: ['shop.example'],
    backends: [backend('v1'), backend('v2')],
    routes: [
      {
        name: 'beta',
        condition: check('header "x-beta" present', { kind: 'condition' }).condition,
        to: [{ version: 'v2', weight: 10_000 }],
      },
      { name: 'default', condition: null, to: [{ version: 'v1', weight: 10_000 }], mirror },
    ],
  };
}

function objects(target: TargetName, given: GatewayToCompile, options: Partial<EmitOptions> = {}): unknown {
  const compiled = compileFor(target, given, { ...OPTIONS, ...options });
  if (!compiled.ok) throw new Error(compiled.findings.map(({ diagnostic }) => diagnostic.message).join('\n'));
  return compiled.emitted.kind === 'objects' ? compiled.emitted.objects.at(-1) : compiled.emitted.config;
}

function refusals(target: TargetName, given: GatewayToCompile, options: Partial<EmitOptions> = {}) {
  const compiled = compileFor(target, given, { ...OPTIONS, ...options });
  return compiled.ok
    ? []
    : compiled.findings.map(({ route, diagnostic }) => [route, diagnostic.code, diagnostic.message]);
}

const TENTH: Mirror = { version: 'v2', share: 1_000 };
const ALL: Mirror = { version: 'v2', share: 10_000 };
const ODD: Mirror = { version: 'v2', share: 1_255 };

describe('copies of the requests of a route', () => {
  test('istio: the destination and the percentage, on the rules of that route alone', () => {
    expect(objects('istio', gateway(ODD, 'version'))).toMatchObject({
      spec: {
        http: [
          { name: 'beta', route: [{ destination: { subset: 'v2' } }] },
          {
            name: 'default',
            mirror: { host: 'shop', port: { number: 80 }, subset: 'v2' },
            mirrorPercentage: { value: 12.55 },
          },
        ],
      },
    });
    expect(JSON.stringify(objects('istio', gateway(ODD))).match(/"mirror"/g)).toHaveLength(1);
  });

  test.each([
    [ALL, {}],
    [TENTH, { percent: 10 }],
    [ODD, { fraction: { numerator: 1_255, denominator: 10_000 } }],
  ])('gateway api: a filter, %j as %j', (mirror, amount) => {
    const requestMirror = { backendRef: { name: 'shop-v2', port: 80 }, ...amount };
    const route = objects('gateway-api', gateway(mirror)) as { spec: { rules: unknown[] } };
    expect(route.spec.rules).toMatchObject([{}, { filters: [{ type: 'RequestMirror', requestMirror }] }]);
    expect(JSON.stringify(route).match(/RequestMirror/g)).toHaveLength(1);
  });

  test('gateway api: before v1.3 all requests or none', () => {
    expect(objects('gateway-api', gateway(ALL), { version: 'v1.2' })).toBeDefined();
    expect(refusals('gateway-api', gateway(TENTH), { version: 'v1.2' })).toEqual([
      [
        1,
        'target-limit',
        'route `default` copies 10% of its requests, and the gateway api copies all or none before v1.3; write `percent: 100%`, or compile for a newer release',
      ],
    ]);
  });

  test('gateway api: says which feature it needs', () => {
    const notes = (mirror: Mirror) =>
      compileFor('gateway-api', gateway(mirror), OPTIONS).findings.map(
        ({ diagnostic }) => diagnostic.message,
      );
    expect(notes(ALL)).toContainEqual(expect.stringContaining('`HTTPRouteRequestMirror`'));
    expect(notes(TENTH)).toContainEqual(expect.stringContaining('`HTTPRouteRequestPercentageMirror`'));
  });

  test('gloo: shadowing of an upstream', () => {
    expect(objects('gloo', gateway(ODD))).toMatchObject({
      spec: {
        virtualHost: {
          routes: [
            {},
            {
              options: {
                shadowing: { upstream: { name: 'shop-v2', namespace: 'default' }, percentage: 12.55 },
              },
            },
          ],
        },
      },
    });
  });

  test('envoy: a mirror policy', () => {
    expect(objects('envoy', gateway(TENTH))).toMatchObject({
      virtual_hosts: [
        {
          routes: [
            {},
            {
              route: {
                request_mirror_policies: [
                  {
                    cluster: 'shop-v2',
                    runtime_fraction: { default_value: { numerator: 1_000, denominator: 'TEN_THOUSAND' } },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  test.each<[TargetName, string]>([
    ['gloo', 'gloo copies to a whole upstream, and others share it; give it a service of its own'],
    ['envoy', 'envoy copies to a whole cluster, and others share it; give it a cluster of its own'],
  ])('%s: not to one of the versions of a service', (target, why) => {
    expect(refusals(target, gateway(TENTH, 'version'))).toEqual([
      [1, 'target-cannot', `route \`default\` cannot copy requests to the version \`v2\`: ${why}`],
    ]);
  });

  test('haproxy: refused', () => {
    expect(refusals('haproxy', gateway(TENTH))).toEqual([
      [
        1,
        'target-cannot',
        'route `default` cannot copy requests to the version `v2`: haproxy has no way of its own to copy a request, it would need an agent beside it; remove `mirror`, or use another target',
      ],
    ]);
  });

  test.each<TargetName>(['istio', 'gateway-api', 'gloo', 'envoy', 'haproxy'])(
    '%s: not to a version that nothing is known of',
    (target) => {
      const found = refusals(target, gateway({ version: 'v9', share: 10_000 }));
      expect(found).toContainEqual([
        1,
        'target-name',
        expect.stringContaining('route `default` copies requests to the version `v9`, which has no'),
      ]);
    },
  );
});

describe('what was written is read back', () => {
  test('a copy to another version is a mistake that is not given out', () => {
    const wrong: typeof istioTarget = {
      ...istioTarget,
      emit: (given, rules, options) =>
        istioTarget.emit(
          { ...given, routes: given.routes.map((route) => ({ ...route, mirror: TENTH })) },
          rules,
          options,
        ),
    };
    const compiled = compileGateway(wrong, gateway(TENTH), {});
    expect(compiled).toMatchObject({ ok: false });
    expect(compiled.findings.at(-1)?.diagnostic.message).toContain(
      'this is a mistake in lamia, nothing was written: read back as istio',
    );
  });

  test('so is another part of the requests', () => {
    const wrong: typeof glooTarget = {
      ...glooTarget,
      emit: (given, rules, options) =>
        glooTarget.emit(
          {
            ...given,
            routes: given.routes.map((route) => ({ ...route, ...(route.mirror && { mirror: ALL }) })),
          },
          rules,
          options,
        ),
    };
    const compiled = compileGateway(wrong, gateway(TENTH), {});
    expect(compiled.ok).toBe(false);
    expect(compiled.findings.at(-1)?.diagnostic.message).toContain('is copied to v2=100% instead of v2=10%');
  });
});
