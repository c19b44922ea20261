import fc from 'fast-check';
import { check } from '../../../check/check.js';
import type { RequestInput } from '../../../condition/request.js';
import { compileForCluster } from '../../cluster/compile-cluster.js';
import type { WeightedPlane } from '../../cluster/weights.js';
import type { GatewayToCompile } from '../../compile.js';
import { conjoin, type Conjoined } from '../conjoin.js';
import { listIn, objectIn, type PlainObject } from '../plain-object.js';

export const SEED = 20_261_126;

/** A gateway with a route for each condition, each with another share of v2. */
function gatewayOf(conditions: readonly string[]): GatewayToCompile {
  const to = (v2: number) => [
    { version: 'v1', weight: 10_000 - v2 },
    { version: 'v2', weight: v2 },
  ];
  const backend = (version: string) => ({ version, service: `shop-${version}`, port: 80, subset: null });
  return {
    name: 'shop',
    namespace: 'default',
    hosts: [],
    backends: [backend('v1'), backend('v2')],
    routes: [
      ...conditions.map((text, index) => ({
        name: `r${index}`,
        condition: check(text, { kind: 'condition' }).condition,
        to: to(1_000 * (index + 1)),
      })),
      { name: 'default', condition: null, to: to(0) },
    ],
  };
}

const RULES: Readonly<Record<WeightedPlane, readonly string[]>> = {
  istio: ['http'],
  'gateway-api': ['rules'],
  gloo: ['virtualHost', 'routes'],
};

/** The gateway's own rules; null where they cannot be written. */
export function ownRules(
  plane: WeightedPlane,
  conditions: readonly string[],
): { rules: readonly PlainObject[]; ruleRoutes: readonly string[] } | null {
  const gateway = gatewayOf(conditions);
  // Some contradict themselves.
  if (gateway.routes.slice(0, -1).some((route) => route.condition === null)) return null;
  const compiled = compileForCluster(plane, gateway, {});
  if (!compiled.ok) return null;
  const [only, ...others] = compiled.emitted.routing;
  if (only === undefined || others.length > 0) return null;
  const spec = objectIn(only.object, 'spec');
  const [list = '', inner] = RULES[plane];
  const rules = inner === undefined ? listIn(spec, list) : listIn(objectIn(spec, list), inner);
  return { rules: rules as readonly PlainObject[], ruleRoutes: only.ruleRoutes };
}

export function conjoined(
  plane: WeightedPlane,
  existing: readonly unknown[],
  conditions: readonly string[],
): Conjoined | null {
  const own = ownRules(plane, conditions);
  if (own === null) return null;
  const services = ['shop', 'shop-v1', 'shop-v2'];
  const isOwn = (name: string, namespace: string): boolean =>
    services.includes(name) && namespace === 'default';
  return conjoin(plane, {
    existing,
    own: own.rules,
    ruleRoutes: own.ruleRoutes,
    services,
    isOwn,
    namespace: 'default',
  });
}

export const VALUES = ['1', '2', '12'];
export const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/c'];

const request: fc.Arbitrary<RequestInput> = fc
  .record({
    path: fc.constantFrom(...PATHS),
    method: fc.constantFrom('GET', 'POST'),
    a: fc.option(fc.constantFrom(...VALUES)),
    b: fc.option(fc.constantFrom(...VALUES)),
    c: fc.option(fc.constantFrom(...VALUES)),
  })
  .map(({ path, method, ...headers }) => ({
    ...{ path, method, host: 'shop.example' },
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    ),
  }));

const literal = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('exact', 'prefix'), fc.constantFrom(...VALUES))
    .map(([name, op, value]) => `header "${name}" ${op} "${value}"`),
  fc.constantFrom('header "b" regex "1.*"', 'not header "a" exact "1"', 'not header "c" exact "12"'),
  fc.constantFrom('path under "/a"', 'path exact "/a/b"', 'path exact "/c"', 'method exact "POST"'),
);
const condition = fc
  .array(fc.array(literal, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
  .map((terms) => terms.map((all) => all.join(' and ')).join(' or '));
export const conditions = fc.array(condition, { minLength: 1, maxLength: 2 });
export const requests = fc.array(request, { minLength: 20, maxLength: 20 });

export const header = fc.tuple(fc.constantFrom('a', 'b', 'x'), fc.constantFrom(...VALUES));

/** Where an existing rule sends requests: to the gateway's service or to another. */
export const service = fc.constantFrom('shop', 'shop', 'shop-v1', 'images');
