import { describe, expect, jest, test } from '@jest/globals';
import type { Comparison, Literal } from '../../condition/atom.js';
import { expectAgreement, gatewayFor } from '../testing/agreement.js';
import type { Rule, TargetGateway, TargetProblem } from '../target.js';
import type { GlooOptions } from './emit.js';
import type { GlooObject, Matcher } from './objects.js';
import { glooTarget } from './target.js';

jest.setTimeout(120_000);

function literal(
  field: Literal['field'],
  name: string | null,
  comparison: Comparison,
  negated = false,
): Literal {
  return { field, name, ignoreCase: false, negated, ...comparison };
}

const CHROME = literal('header', 'user-agent', { op: 'regex', value: '^.*(Chrome).*$' });
const NEXUS = literal('header', 'user-agent', { op: 'regex', value: '^.*(Nexus 6P).*$' });
const DEFAULT: Rule = { all: [], route: 1 };
const GATEWAY = gatewayFor(2);

function objectsOf(
  rules: readonly Rule[],
  options: GlooOptions = {},
  gateway = GATEWAY,
): readonly GlooObject[] {
  const emission = glooTarget.emit(gateway, rules, options);
  if (!emission.ok) throw new Error(emission.problems.map(({ message }) => message).join('\n'));
  return emission.emitted.objects;
}

function matchers(all: readonly Literal[], options: GlooOptions = {}): readonly Matcher[] {
  const [first] = objectsOf([{ all, route: 0 }, DEFAULT], options);
  const routes = first?.kind === 'RouteTable' ? first.spec.routes : first?.spec.virtualHost.routes;
  const [route] = routes ?? [];
  return route !== undefined && 'routeAction' in route ? route.matchers : [];
}

describe('objects', () => {
  test('an OR is one route with two matchers', () => {
    const rules = [{ all: [CHROME], route: 0 }, { all: [NEXUS], route: 0 }, DEFAULT];
    expect(objectsOf(rules)).toMatchInlineSnapshot(`
      [
        {
          "apiVersion": "gateway.solo.io/v1",
          "kind": "VirtualService",
          "metadata": {
            "name": "shop",
            "namespace": "default",
          },
          "spec": {
            "virtualHost": {
              "domains": [
                "*",
              ],
              "routes": [
                {
                  "matchers": [
                    {
                      "headers": [
                        {
                          "name": "user-agent",
                          "regex": true,
                          "value": "^.*(Chrome).*$",
                        },
                      ],
                      "prefix": "/",
                    },
                    {
                      "headers": [
                        {
                          "name": "user-agent",
                          "regex": true,
                          "value": "^.*(Nexus 6P).*$",
                        },
                      ],
                      "prefix": "/",
                    },
                  ],
                  "name": "route0",
                  "routeAction": {
                    "multi": {
                      "destinations": [
                        {
                          "destination": {
                            "subset": {
                              "values": {
                                "version": "1.0",
                              },
                            },
                            "upstream": {
                              "name": "shop",
                              "namespace": "default",
                            },
                          },
                          "weight": 0,
                        },
                        {
                          "destination": {
                            "subset": {
                              "values": {
                                "version": "1.1",
                              },
                            },
                            "upstream": {
                              "name": "shop",
                              "namespace": "default",
                            },
                          },
                          "weight": 10000,
                        },
                      ],
                    },
                  },
                },
                {
                  "matchers": [
                    {
                      "prefix": "/",
                    },
                  ],
                  "name": "route1",
                  "routeAction": {
                    "multi": {
                      "destinations": [
                        {
                          "destination": {
                            "subset": {
                              "values": {
                                "version": "1.0",
                              },
                            },
                            "upstream": {
                              "name": "shop",
                              "namespace": "default",
                            },
                          },
                          "weight": 1100,
                        },
                        {
                          "destination": {
                            "subset": {
                              "values": {
                                "version": "1.1",
                              },
                            },
                            "upstream": {
                              "name": "shop",
                              "namespace": "default",
                            },
                          },
                          "weight": 8900,
                        },
                      ],
                    },
                  },
                },
              ],
            },
          },
        },
      ]
    `);
  });

  test('a table has the routes, and the virtual service leads to it', () => {
    const [table, service] = objectsOf([{ all: [CHROME], route: 0 }, DEFAULT], { routeTable: true });
    expect(table).toMatchObject({
      kind: 'RouteTable',
      spec: { routes: [{ name: 'route0' }, { name: 'route1' }] },
    });
    expect(service).toMatchObject({
      spec: {
        virtualHost: {
          routes: [
            { matchers: [{ prefix: '/' }], delegateAction: { ref: { name: 'shop', namespace: 'default' } } },
          ],
        },
      },
    });
  });

  test('hosts are taken with a port and with a dot at their end', () => {
    const gateway = { ...GATEWAY, hosts: ['shop.example'] };
    const domains = ['shop.example', 'shop.example:*', 'shop.example.', 'shop.example.:*'];
    const [service] = objectsOf([DEFAULT], {}, gateway);
    expect(service).toMatchObject({ spec: { virtualHost: { domains } } });
    const emission = glooTarget.emit(gateway, [DEFAULT], {});
    const read = emission.ok ? glooTarget.readers(emission.emitted, {}).get('gloo') : undefined;
    for (const host of ['shop.example', 'Shop.Example:80', 'shop.example.', 'shop.example.:8080']) {
      expect([host, read?.({ host })]).toEqual([host, GATEWAY.routes[1]?.to]);
    }
    expect(read?.({ host: 'other.example' })).toBeNull();
  });
});

describe('matchers', () => {
  test('tests of one header stand beside each other', () => {
    expect(matchers([CHROME, NEXUS])).toEqual([
      {
        prefix: '/',
        headers: [CHROME, NEXUS].map((each) => ({
          name: 'user-agent',
          value: each.op === 'regex' ? each.value : '',
          regex: true,
        })),
      },
    ]);
  });

  test('a header whose value is denied may be missing', () => {
    const denied = literal('header', 'x', { op: 'exact', value: 'a' }, true);
    const inverted = { name: 'x', value: 'a', invertMatch: true };
    expect(matchers([denied])).toEqual([
      { prefix: '/', headers: [{ name: 'x', invertMatch: true }] },
      { prefix: '/', headers: [inverted] },
    ]);
    const present = literal('header', 'x', { op: 'present' });
    expect(matchers([present, denied])).toEqual([{ prefix: '/', headers: [{ name: 'x' }, inverted] }]);
  });

  test('more headers than three whose values are denied leave some to other rules', () => {
    const denied = ['a', 'b', 'c', 'd'].map((name) =>
      literal('header', name, { op: 'exact', value: '1' }, true),
    );
    const [service] = objectsOf([{ all: denied, route: 0 }, DEFAULT]);
    const routes = service?.kind === 'VirtualService' ? service.spec.virtualHost.routes : [];
    expect(routes.map(({ matchers: { length } }) => length)).toEqual([8, 8, 1]);
  });

  test('an empty value is no test of presence', () => {
    expect(matchers([literal('header', 'x', { op: 'exact', value: '' })])).toEqual([
      { prefix: '/', headers: [{ name: 'x', value: '^$', regex: true }] },
    ]);
    expect(matchers([literal('query', 'q', { op: 'present' })])).toEqual([
      { prefix: '/', queryParameters: [{ name: 'q' }] },
    ]);
  });

  test('the second test of a path and denied ones are of the path with its query', () => {
    const all = [
      literal('path', null, { op: 'prefix', value: '/a' }),
      literal('path', null, { op: 'suffix', value: '.png' }),
      literal('path', null, { op: 'exact', value: '/a.png' }, true),
    ];
    expect(matchers(all)).toEqual([
      {
        prefix: '/a',
        headers: [
          { name: ':path', value: String.raw`[^?]*\.png(?:\?.*)?`, regex: true },
          { name: ':path', value: String.raw`/a\.png(?:\?.*)?`, regex: true, invertMatch: true },
        ],
      },
    ]);
  });

  test('in a table expressions begin with a slash', () => {
    const either = literal('path', null, { op: 'in', values: ['/a', '/b'] });
    expect(matchers([either], { routeTable: true })).toEqual([{ regex: '/(?:a|b)' }]);
    expect(matchers([literal('path', null, { op: 'regex', value: '^.*/b$' })], { routeTable: true })).toEqual(
      [{ regex: '/(?:.*/b|b)' }],
    );
  });

  test('a path with characters that gloo refuses is an expression', () => {
    expect(matchers([literal('path', null, { op: 'exact', value: '/a b' })])).toEqual([{ regex: '/a b' }]);
  });

  test('methods are a list', () => {
    expect(matchers([literal('method', null, { op: 'in', values: ['GET', 'HEAD'] })])).toEqual([
      { prefix: '/', methods: ['GET', 'HEAD'] },
    ]);
  });
});

describe('refusals', () => {
  test.each<readonly [string, Literal, GlooOptions, TargetProblem['code']]>([
    ['a large expression', CHROME, { regexMaxProgramSize: 5 }, 'target-limit'],
    ['a name that no cookie has', literal('cookie', 'a;b', { op: 'present' }), {}, 'target-name'],
    [
      'an anchor in the middle of a cookie',
      literal('cookie', 'a', { op: 'regex', value: 'a*^b' }),
      {},
      'target-cannot',
    ],
  ])('%s', (_, cause, options, code) => {
    const emission = glooTarget.emit(GATEWAY, [{ all: [cause], route: 0 }, DEFAULT], options);
    expect(emission.ok ? [] : emission.problems).toMatchObject([{ code, literal: cause, route: 0 }]);
  });

  test.each<readonly [string, Partial<TargetGateway>]>([
    ['hosts of any name with any port', { hosts: ['*.example'] }],
    [
      'two versions of one upstream',
      { backends: ['1.0', '1.1'].map((version) => ({ version, service: 'a', port: 80, subset: null })) },
    ],
  ])('%s', (_, more) => {
    const emission = glooTarget.emit({ ...GATEWAY, ...more }, [DEFAULT], {});
    expect(emission.ok ? null : emission.problems[0]).toMatchObject({ severity: 'error', literal: null });
  });
});

describe('what is written means what the rules mean on plain requests', () => {
  test.each<readonly [GlooOptions, number]>([
    [{}, 3],
    [{}, 7],
    [{ routeTable: true, split: true }, 3],
    [{ regexMaxProgramSize: 100 }, 3],
  ])('%j with up to %d literals', (options, literals) => {
    const { emitted, compared } = expectAgreement(glooTarget, options, { seed: 5, rules: 200, literals });
    expect(emitted).toBeGreaterThan(190);
    expect(compared).toBeGreaterThan(10 * emitted);
  });
});
