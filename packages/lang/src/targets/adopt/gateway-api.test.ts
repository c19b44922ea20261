import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HttpRoute as GatewayApiRoute } from '../gateway-api/httproute.js';
import { readersOf } from '../gateway-api/readers.js';
import { listIn } from './plain-object.js';
import { conditions, conjoined, header, ownRules, requests, SEED, service } from './testing/adoptions.js';

describe('rules of an HTTPRoute', () => {
  const match = fc
    .record({
      path: fc.tuple(fc.constantFrom('Exact', 'PathPrefix'), fc.constantFrom('/', '/a', '/a/b', '/c')),
      headers: fc.array(header, { maxLength: 2 }),
      method: fc.option(fc.constant('POST')),
    })
    .map(({ path: [type, value], headers, method }) => ({
      path: { type, value },
      ...(method !== null && { method }),
      ...(headers.length > 0 && {
        headers: [...new Map(headers)].map(([name, text]) => ({ type: 'Exact', name, value: text })),
      }),
    }));
  const existing = fc
    .array(fc.tuple(fc.array(match, { minLength: 1, maxLength: 2 }), service), { minLength: 1, maxLength: 3 })
    .map((rules) =>
      rules.map(([matches, name], index) => ({
        matches,
        timeouts: { request: `${index + 1}s` },
        backendRefs: [{ name, port: 80 }],
      })),
    );
  const versions = new Map(['shop', 'shop-v1', 'shop-v2', 'images'].map((name) => [`${name}:80`, name]));
  const readers = (rules: readonly unknown[]) => {
    const weighed = rules.map((rule) => ({
      matches: listIn(rule, 'matches'),
      backendRefs: listIn(rule, 'backendRefs').map((each) => ({ weight: 1, ...(each as object) })),
    }));
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'shop', namespace: 'default' },
      spec: { parentRefs: [{ name: 'shop' }], rules: weighed },
    };
    return readersOf({ routes: [route as unknown as GatewayApiRoute], versions });
  };

  test('take what they took in every implementation, and the gateway’s rules decide where it goes', () => {
    let compared = 0;
    let refused = 0;
    const property = fc.property(existing, conditions, requests, (rules, texts, sent) => {
      const joined = conjoined('gateway-api', rules, texts);
      const own = ownRules('gateway-api', texts);
      if (joined === null || own === null) return;
      if (!joined.ok) {
        refused += 1;
        return;
      }
      const [was, is, mine] = [rules, joined.rules, own.rules].map(readers);
      for (const each of sent) {
        for (const [name, read] of was ?? []) {
          const before = read(each);
          const isOurs = before?.some(({ version }) => version.startsWith('shop')) ?? false;
          const expected = isOurs ? (mine?.get(name)?.(each) ?? null) : before;
          expect([name, each, is?.get(name)?.(each) ?? null]).toEqual([name, each, expected]);
          if (isOurs) compared += 1;
        }
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 300, endOnFailure: true });
    expect(compared).toBeGreaterThan(1_000);
    expect(refused).toBeGreaterThan(20);
  });

  test('keep what else they do', () => {
    const filters = [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x'] } }];
    const path = { type: 'PathPrefix', value: '/a' };
    const rule = { name: 'a', matches: [{ path }], filters, backendRefs: [{ name: 'shop', port: 80 }] };
    const joined = conjoined('gateway-api', [rule], ['header "x-group" exact "testers"']);
    const headers = [{ type: 'Exact', name: 'x-group', value: 'testers' }];
    expect(joined).toMatchObject({
      ok: true,
      rules: [
        { name: 'a', matches: [{ path, headers }], filters },
        { name: 'a-2', matches: [{ path }], filters },
      ],
      ruleRoutes: ['r0', 'default'],
    });
  });

  test('are refused where another rule would lose what it has', () => {
    const rules = [
      { matches: [{ headers: [{ name: 'x', value: '1' }] }], backendRefs: [{ name: 'images', port: 80 }] },
      { backendRefs: [{ name: 'shop', port: 80 }] },
    ];
    expect(conjoined('gateway-api', rules, ['header "a" exact "1" and header "b" exact "1"'])).toEqual({
      ok: false,
      message:
        'the more specific match wins in an httproute, and rule 1 and rule 2 with rule 1 of 2 of the gateway would not keep the order that their rules have; make them not overlap',
    });
  });

  test('are refused where there is no room for them', () => {
    const rules = Array.from({ length: 12 }, (_, index) => ({
      matches: [{ path: { type: 'Exact', value: `/${index}` } }],
      backendRefs: [{ name: 'shop', port: 80 }],
    }));
    expect(conjoined('gateway-api', rules, ['header "a" exact "1"'])).toEqual({
      ok: false,
      message:
        'with the gateway’s conditions it comes to 24 rules and 24 matches, 1 in one rule, and an httproute holds 16, 128 and 64; ask for fewer alternatives at once'.replace(
          '’',
          "'",
        ),
    });
  });
});

describe('an HTTPRoute whose rules send nothing anywhere', () => {
  /** What an API server puts into a route without rules. */
  const FILLED_IN = { matches: [{ path: { type: 'PathPrefix', value: '/' } }] };
  const SHOP = { matches: [{ path: { type: 'PathPrefix', value: '/shop' } }] };
  const BLOCKED = { matches: [{ path: { type: 'PathPrefix', value: '/admin' } }] };

  const rulesOf = (...existing: readonly object[]): unknown => {
    const joined = conjoined('gateway-api', existing, ['header "a" exact "1"']);
    return joined?.ok === true ? joined.rules : joined?.message;
  };

  test('gets those of the gateway', () => {
    const own = ownRules('gateway-api', ['header "a" exact "1"']);
    expect(rulesOf(FILLED_IN)).toEqual(
      own?.rules.map((rule) => ({ ...rule, matches: listIn(rule, 'matches').map(withPath) })),
    );
  });

  test('keeps what its rules match and change', () => {
    const filters = [{ type: 'URLRewrite', urlRewrite: { hostname: 'shop' } }];
    expect(rulesOf({ matches: [{ path: { type: 'Exact', value: '/a' } }], filters })).toMatchObject([
      { matches: [{ path: { type: 'Exact', value: '/a' }, headers: [{ name: 'a' }] }], filters },
      { matches: [{ path: { type: 'Exact', value: '/a' } }], filters },
    ]);
  });

  test.each([
    [
      'blocks something beside a rule of the gateway',
      { ...SHOP, backendRefs: [{ name: 'shop', port: 80 }] },
      'blocked',
    ],
    [
      'blocks something beside a rule of others',
      { ...SHOP, backendRefs: [{ name: 'images', port: 80 }] },
      'refused',
    ],
    [
      'answers by itself',
      { ...SHOP, filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] },
      'refused',
    ],
    [
      'is answered by a filter of its implementation',
      { ...SHOP, filters: [{ type: 'ExtensionRef' }] },
      'refused',
    ],
  ])('is left alone where it %s', (_, other, outcome) => {
    const refused = expect.stringContaining('none of its rules sends requests to a service of the gateway');
    expect(rulesOf(BLOCKED, other)).toEqual(
      outcome === 'refused' ? refused : expect.arrayContaining([BLOCKED]),
    );
  });
});

/** A match as it is with the path that definitions put there. */
const withPath = (match: unknown): object => ({
  path: { type: 'PathPrefix', value: '/' },
  ...(match as object),
});
