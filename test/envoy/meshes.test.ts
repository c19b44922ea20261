import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { literalText } from '../../packages/lang/src/condition/atom.js';
import { arbitraryRequest, isPlainFor } from '../../packages/lang/src/condition/testing/arbitrary-request.js';
import { firstRule } from '../../packages/lang/src/condition/testing/first-rule.js';
import type { RouteConfiguration } from '../../packages/lang/src/targets/envoy/route-config.js';
import { sharesOf } from '../../packages/lang/src/targets/gateway-api/readers.js';
import { gatewayApi } from '../../packages/lang/src/targets/gateway-api/target.js';
import {
  httpRoutesAsEnvoy,
  type OnEnvoy,
} from '../../packages/lang/src/targets/gateway-api/testing/as-envoy.js';
import { glooAsEnvoy } from '../../packages/lang/src/targets/gloo/as-envoy.js';
import { glooTarget } from '../../packages/lang/src/targets/gloo/target.js';
import { virtualServiceAsEnvoy } from '../../packages/lang/src/targets/istio/as-envoy.js';
import { istioRelease } from '../../packages/lang/src/targets/istio/release.js';
import { istioTarget } from '../../packages/lang/src/targets/istio/target.js';
import type { Rule, TargetRoute } from '../../packages/lang/src/targets/target.js';
import { arbitraryLists, gatewayFor } from '../../packages/lang/src/targets/testing/agreement.js';
import { describeWith } from '../components/binaries.js';
import type { EnvoySetup } from '../components/envoy-bootstrap.js';
import { answering, startEnvoy } from '../components/envoy.js';
import { runSeed } from '../seed.js';
import { placesOf } from './places.js';

jest.setTimeout(120_000);

const LISTS = 100;
const REQUESTS_EACH = 60;
const MOST_LITERALS = 4;
/** What Istio sets for its proxies, and more than Gloo's 1024. */
const RUNTIME = { 're2.max_program_size.error_level': 32_768 };
const GATEWAY = gatewayFor(4);

interface Mesh {
  /** How many lists of rules to try. */
  readonly lists: number;
  /** The routes that it makes of rules; null where they are refused. */
  readonly asEnvoy: (rules: readonly Rule[]) => RouteConfiguration | null;
  readonly settings?: Pick<EnvoySetup, 'stripsHostDot'>;
}

/** It has no negation, so that more lists are refused, and no hostnames with a dot at their end, which a note tells of. */
const GATEWAY_API = { lists: 3 * LISTS, settings: { stripsHostDot: true } };

/** The routes that Istio of a release makes of rules; null where they are refused. */
function byIstio(version: string): (rules: readonly Rule[]) => RouteConfiguration | null {
  return (rules) => {
    const emission = istioTarget.emit(GATEWAY, rules, { version });
    const objects = emission.ok ? emission.emitted.objects : [];
    const release = istioRelease(version);
    const service = objects.find((object) => object.kind === 'VirtualService');
    return service?.kind === 'VirtualService' && release !== null
      ? virtualServiceAsEnvoy(service, release)
      : null;
  };
}

function byGloo(rules: readonly Rule[]): RouteConfiguration | null {
  const emission = glooTarget.emit(GATEWAY, rules, {});
  return emission.ok ? glooAsEnvoy(emission.emitted.objects, false) : null;
}

/** Versions that are services of their own, which is what the Gateway API can tell apart. */
const APART = gatewayFor(4, {
  backends: ['1.0', '1.1'].map((version) => ({
    ...{ version, service: `shop-${version.replace('.', '-')}`, port: 80, subset: null },
  })),
});

function byGatewayApi(implementation: OnEnvoy): (rules: readonly Rule[]) => RouteConfiguration | null {
  return (rules) => {
    const emission = gatewayApi.emit(APART, rules, {});
    if (!emission.ok) return null;
    const { routes, versions } = emission.emitted;
    return httpRoutesAsEnvoy(routes, implementation, (rule) => {
      const shares = JSON.stringify(sharesOf(rule, versions));
      const isOf = ({ to }: TargetRoute): boolean =>
        JSON.stringify(to.filter(({ weight }) => weight > 0)) === shares;
      return APART.routes.find(isOf)?.name ?? shares;
    });
  };
}

describeWith(
  'envoy',
  'what Istio, Gloo and the Gateway API make of their objects, in a real Envoy',
  (program) => {
    test.each<readonly [string, Mesh]>([
      ['istio 1.30', { lists: LISTS, asEnvoy: byIstio('1.30') }],
      ['istio 1.21', { lists: LISTS, asEnvoy: byIstio('1.21') }],
      ['gloo', { lists: LISTS, asEnvoy: byGloo }],
      ['gateway api on istio', { ...GATEWAY_API, asEnvoy: byGatewayApi('istio') }],
      ['envoy gateway', { ...GATEWAY_API, asEnvoy: byGatewayApi('envoy-gateway') }],
    ])('%s: each plain request goes to the route that the rules mean', async (_, mesh) => {
      const { lists, asEnvoy, settings = {} } = mesh;
      const seed = runSeed();
      const cases = fc.sample(arbitraryLists(MOST_LITERALS), { seed, numRuns: lists }).flatMap((rules) => {
        const configuration = asEnvoy(rules);
        return configuration === null ? [] : [{ rules, configuration }];
      });
      const requests = fc.sample(arbitraryRequest, { seed, numRuns: lists * REQUESTS_EACH });
      const configurations = cases.map(({ configuration }) => answering(configuration));
      const envoy = await startEnvoy(program, { configurations, runtime: RUNTIME, ...settings });
      let compared = 0;
      try {
        for (const [index, { rules, configuration }] of cases.entries()) {
          const address = envoy.addresses[index];
          if (address === undefined) throw new Error('each configuration has a listener');
          const meaning = firstRule(rules);
          const plain = requests
            .slice(index * REQUESTS_EACH, (index + 1) * REQUESTS_EACH)
            .filter((request) => isPlainFor(rules, request));
          const places = await placesOf(address, plain);
          for (const [place, request] of plain.entries()) {
            const route = routeAt(configuration, places[place] ?? '');
            const wanted = `route${meaning(request)}`;
            expect({ seed, rules: rulesText(rules), request, route }).toEqual({
              ...{ seed, rules: rulesText(rules), request },
              route: wanted,
            });
            compared += 1;
          }
        }
      } finally {
        await envoy.stop();
      }
      expect(compared).toBeGreaterThan((LISTS * REQUESTS_EACH) / 2);
    });
  },
);

/** The name of the route at a place such as `0/3`, or what stands there instead of a place. */
function routeAt({ virtual_hosts: hosts }: RouteConfiguration, place: string): string {
  const [host = '', route = ''] = place.split('/');
  return hosts[Number(host)]?.routes[Number(route)]?.name ?? place;
}

function rulesText(rules: readonly Rule[]): readonly string[] {
  return rules.map(({ all, route }) => `${all.map(literalText).join(' and ')} -> route${route}`);
}
