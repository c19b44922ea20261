import { expect, test } from '@jest/globals';
import { checkHttpRoute } from './checks.js';
import type { HttpRoute, HttpRouteMatch } from './httproute.js';
import { limitsOf } from './options.js';

const BACKENDS = [{ name: 'v1', port: 80, weight: 1 }];

function route(
  matches: readonly HttpRouteMatch[],
  spec: Partial<HttpRoute['spec']> = {},
  name = 'shop',
): HttpRoute {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'default' },
    spec: { parentRefs: [{ name: 'shop' }], rules: [{ matches, backendRefs: BACKENDS }], ...spec },
  };
}

const header = (name: string, value = '1'): HttpRouteMatch => ({ headers: [{ type: 'Exact', name, value }] });
const path = (value: string): HttpRouteMatch => ({ path: { type: 'Exact', value } });
const many = (count: number): readonly HttpRouteMatch[] =>
  Array.from({ length: count }, (_, index) => header(`h${index}`));

test.each<[HttpRoute, string | null]>([
  [route([header('x'), path('/a/b'), { method: 'GET' }, {}]), null],
  [route([header('x')], {}, 'Shop'), '`Shop` is no name of an object'],
  [route([header('x y')]), '`x y` is no name of a header'],
  [route([header('x', '')]), 'the value of header `x` has 0 characters, where 1 to 4096 may be'],
  [
    route([header('x', 'a'.repeat(4_097))]),
    'the value of header `x` has 4097 characters, where 1 to 4096 may be',
  ],
  [
    route([{ headers: [...(header('x').headers ?? []), ...(header('X').headers ?? [])] }]),
    '`x` is there twice in one match',
  ],
  [
    route([{ queryParams: many(17).flatMap(({ headers = [] }) => headers) }]),
    'it has 17 query parameters in one match, where 16 are the most',
  ],
  [route([path('a')]), '`a` is no path'],
  [route([path('/a//b')]), '`/a//b` is no path'],
  [route([path('/a/../b')]), '`/a/../b` is no path'],
  [route([path('/a/.')]), '`/a/.` is no path'],
  [route([path('/%2f')]), '`/%2f` is no path'],
  [route([path('/ä')]), '`/ä` is no path'],
  [route(many(65)), 'it has 65 matches in one rule, where 64 are the most'],
  [route([], { rules: [] }), 'there is no rule'],
  [
    route([], { rules: Array.from({ length: 17 }, () => ({ matches: [{}], backendRefs: BACKENDS })) }),
    'it has 17 rules, where 16 are the most',
  ],
  [
    route([], { rules: Array.from({ length: 3 }, () => ({ matches: many(43), backendRefs: BACKENDS })) }),
    'it has 129 matches, where 128 are the most',
  ],
  [route([{}], { hostnames: ['10.0.0.1'] }), '`10.0.0.1` is no hostname'],
  [
    route([], { rules: [{ matches: [{}], backendRefs: [{ name: 'v1', port: 0, weight: 1 }] }] }),
    '0 is no port',
  ],
  [
    route([], { rules: [{ matches: [{}], backendRefs: [{ name: 'v1', port: 80, weight: 0 }] }] }),
    'no version has any weight',
  ],
  [
    route([], { rules: [{ matches: [{}], backendRefs: [{ name: 'v1', port: 80, weight: 1.5 }] }] }),
    '1.5 is no weight',
  ],
])('%#: %j', (object, fault) => {
  expect(checkHttpRoute(object, limitsOf('v1.6'))).toEqual(
    fault === null ? [] : [`httproute \`${object.metadata.name}\`: ${fault}`],
  );
});
