import { describe, expect, test } from '@jest/globals';
import type { RequestInput } from '../../condition/request.js';
import type { HttpRoute, HttpRouteMatch, ValueMatch } from './httproute.js';
import { readersOf } from './readers.js';

/** A route whose rules have one match each, and a version each. */
function route(name: string, hostnames: readonly string[], ...matches: readonly HttpRouteMatch[]): HttpRoute {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'default' },
    spec: {
      parentRefs: [{ name: 'shop' }],
      ...(hostnames.length === 0 ? {} : { hostnames }),
      rules: matches.map((match, index) => ({
        matches: [match],
        backendRefs: [{ name: `${name}${index}`, port: 80, weight: 1 }],
      })),
    },
  };
}

/** The rule that each implementation takes. */
function taken(routes: readonly HttpRoute[], request: RequestInput): Readonly<Record<string, string | null>> {
  const names = routes.flatMap(({ spec }) =>
    spec.rules.flatMap(({ backendRefs }) => backendRefs.map(({ name }) => name)),
  );
  const versions = new Map(names.map((name) => [`${name}:80`, name] as const));
  return Object.fromEntries(
    [...readersOf({ routes, versions })].map(([name, reader]) => [
      name,
      reader(request)?.[0]?.version ?? null,
    ]),
  );
}

function all(version: string | null): Readonly<Record<string, string | null>> {
  return { spec: version, istio: version, 'envoy-gateway': version, linkerd: version };
}

const header = (name: string, value: string, type: ValueMatch['type'] = 'Exact'): HttpRouteMatch => ({
  headers: [{ type, name, value }],
});

describe('implementations agree', () => {
  test.each<[string, readonly HttpRoute[], RequestInput, string | null]>([
    ['on a header before none', [route('a', [], {}, header('x', '1'))], { headers: { X: '1' } }, 'a1'],
    [
      'on the first rule of equals',
      [route('a', [], header('x', '1'), header('y', '1'))],
      { headers: { x: '1', y: '1' } },
      'a0',
    ],
    [
      'on whole values',
      [route('a', [], {}, header('x', '^a|b$', 'RegularExpression'))],
      { headers: { x: 'bc' } },
      'a0',
    ],
    [
      'on folders',
      [route('a', [], {}, { path: { type: 'PathPrefix', value: '/a' } })],
      { path: '/ab' },
      'a0',
    ],
    [
      'on what is in a folder',
      [route('a', [], {}, { path: { type: 'PathPrefix', value: '/a/' } })],
      { path: '/a/b' },
      'a1',
    ],
    [
      'on the first of repeated parameters',
      [route('a', [], {}, { queryParams: [{ type: 'Exact', name: 'q', value: '1' }] })],
      { query: 'q=2&q=1' },
      'a0',
    ],
    [
      'on the longest host',
      [route('a', ['*.example'], {}), route('b', ['x.example'], {}), route('c', [], {})],
      { host: 'X.example:80' },
      'b0',
    ],
    [
      'on the longest wildcard',
      [route('a', ['*.example'], {}), route('b', ['*.x.example'], {})],
      { host: 'y.x.example' },
      'b0',
    ],
    ['on nothing for other hosts', [route('a', ['*.example'], {})], { host: 'example' }, null],
    [
      'on one of two headers of one name',
      [
        route(
          'a',
          [],
          {},
          {
            headers: [
              { type: 'Exact', name: 'x', value: '1' },
              { type: 'Exact', name: 'X', value: '2' },
            ],
          },
        ),
      ],
      { headers: { x: '1' } },
      'a1',
    ],
  ])('%s', (_, routes, request, version) => {
    expect(taken(routes, request)).toEqual(all(version));
  });
});

test('and differ where the standard leaves it open, or is not kept', () => {
  const regex: HttpRouteMatch = { path: { type: 'RegularExpression', value: '/a.*' } };
  expect(taken([route('a', [], {}, regex)], { path: '/ab' })).toEqual({ ...all('a1'), istio: 'a0' });
  const method: HttpRouteMatch = { method: 'GET' };
  expect(taken([route('a', [], header('x', '1'), method)], { headers: { x: '1' } })).toEqual({
    spec: 'a1',
    istio: 'a1',
    'envoy-gateway': 'a0',
    linkerd: 'a0',
  });
  const exact: HttpRouteMatch = { path: { type: 'Exact', value: '/a' } };
  const prefixed: HttpRouteMatch = { path: { type: 'PathPrefix', value: '/a' }, ...header('x', '1') };
  expect(taken([route('a', [], exact, prefixed)], { path: '/a', headers: { x: '1' } })).toEqual({
    ...all('a0'),
    linkerd: 'a1',
  });
});
