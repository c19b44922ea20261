import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRoutes } from '../envoy/evaluate.js';
import { virtualServiceAsEnvoy } from '../istio/as-envoy.js';
import type { HttpRoute } from '../istio/objects.js';
import { istioRelease, NEWEST_RELEASE } from '../istio/release.js';
import {
  conditions,
  conjoined,
  ownRules,
  PATHS,
  requests,
  SEED,
  service,
  VALUES,
} from './testing/adoptions.js';

describe('rules of a VirtualService', () => {
  const release = istioRelease(NEWEST_RELEASE);
  const test$ = fc.tuple(fc.constantFrom('exact', 'prefix', 'regex'), fc.constantFrom(...VALUES));
  const match = fc
    .record({
      uri: fc.option(fc.tuple(fc.constantFrom('exact', 'prefix'), fc.constantFrom(...PATHS))),
      headers: fc.array(fc.tuple(fc.constantFrom('a', 'b'), test$), { maxLength: 2 }),
      without: fc.array(fc.tuple(fc.constantFrom('a', 'c'), test$), { maxLength: 1 }),
    })
    .map(({ uri, headers, without }) => {
      const named = (list: readonly (readonly [string, readonly [string, string]])[]) =>
        Object.fromEntries(list.map(([name, [op, value]]) => [name, { [op]: value }]));
      return {
        ...(uri !== null && { uri: { [uri[0]]: uri[1] } }),
        ...(headers.length > 0 && { headers: named(headers) }),
        ...(without.length > 0 && { withoutHeaders: named(without) }),
      };
    })
    .filter((each) => Object.keys(each).length > 0);
  const existing = fc
    .array(fc.tuple(fc.array(match, { minLength: 1, maxLength: 2 }), service), { minLength: 1, maxLength: 4 })
    .chain((rules) => fc.tuple(fc.constant(rules), fc.boolean()))
    .map(([rules, hasDefault]) => [
      ...rules.map(([matches, host], index) => ({ match: matches, ...rest(host, index) })),
      ...(hasDefault ? [rest('shop', rules.length)] : []),
    ]);
  const rest = (host: string, index: number) => ({
    name: `e${index}`,
    route: [{ destination: { host, port: { number: 80 } }, weight: 100 }],
    timeout: `${index + 1}s`,
  });

  const routeOf = (http: readonly unknown[]) => {
    const metadata = { name: 'shop', namespace: 'default' };
    const spec = { hosts: ['*'], gateways: ['mesh'], http: http as readonly HttpRoute[] };
    if (release === null) throw new Error('the newest release is none');
    const apiVersion = 'networking.istio.io/v1';
    return compileRoutes(
      virtualServiceAsEnvoy({ apiVersion, kind: 'VirtualService', metadata, spec }, release),
    );
  };

  test('take what they took, and the gateway’s rules decide where it goes', () => {
    let compared = 0;
    const property = fc.property(existing, conditions, requests, (rules, texts, sent) => {
      const joined = conjoined('istio', rules, texts);
      const own = ownRules('istio', texts);
      if (joined?.ok !== true || own === null) return;
      const [was, is, mine] = [rules, joined.rules, own.rules].map(routeOf);
      for (const each of sent) {
        const before = was?.(each) ?? null;
        const isOurs = JSON.stringify(before?.route ?? '').includes('shop');
        const expected = isOurs ? mine?.(each)?.route : before?.route;
        const after = is?.(each) ?? null;
        expect([each, after?.route]).toEqual([each, expected]);
        expect(after?.name?.split('-')[0]).toBe(before?.name);
        if (isOurs) compared += 1;
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 150, endOnFailure: true });
    expect(compared).toBeGreaterThan(400);
  });

  test('keep what else they do', () => {
    const rules = [
      {
        name: 'a',
        match: [{ uri: { prefix: '/a' }, port: 8080 }],
        rewrite: { uri: '/' },
        retries: { attempts: 3 },
        ...to('shop'),
      },
      { name: 'images', match: [{ uri: { prefix: '/images' } }], ...to('images') },
      { name: 'old', match: [{ uri: { prefix: '/old' } }], redirect: { uri: '/' } },
      {
        name: 'rest',
        headers: { request: { set: { 'x-shop': '1' } } },
        ...to('shop-v1.default.svc.cluster.local'),
      },
    ];
    const joined = conjoined('istio', rules, ['header "x-group" exact "testers"']);
    expect(joined).toEqual({
      ok: true,
      rules: [
        { ...rules[0], match: [{ uri: { prefix: '/a' }, port: 8080, headers: TESTERS }], ...split(90, 10) },
        { ...rules[0], name: 'a-2', ...split(100, 0) },
        rules[1],
        rules[2],
        { ...rules[3], match: [{ headers: TESTERS }], ...split(90, 10) },
        { ...rules[3], name: 'rest-2', ...split(100, 0) },
      ],
      ruleRoutes: ['r0', 'default', null, null, 'r0', 'default'],
    });
  });

  test.each([
    [
      [{ route: [destination('shop'), destination('images')] }],
      'its rule 1 sends requests to services of the gateway and to others; part them first',
    ],
    [
      [{ route: [{ ...destination('shop'), headers: { response: { remove: ['x'] } } }] }],
      'its rule 1 has settings of single destinations, which would be lost; write them for the whole rule',
    ],
    [
      [to('images')],
      'none of its rules sends requests to a service of the gateway: `shop`, `shop-v1`, `shop-v2`',
    ],
    [
      [{ match: [{ headers: { 'X-Group': { regex: '(?:ab)*c' } } }], ...to('shop') }],
      'its rule 1 and a condition of the gateway test `x-group` in `headers` at once, for which there is no single match; part them',
    ],
    [
      [to('shop.example')],
      'none of its rules sends requests to a service of the gateway: `shop`, `shop-v1`, `shop-v2`',
    ],
  ])('are refused where they cannot be joined', (rules, message) => {
    expect(conjoined('istio', rules, ['header "x-group" regex "(?:a|bc)*c"'])).toEqual({
      ok: false,
      message,
    });
  });

  const TESTERS = { 'x-group': { exact: 'testers' } };
  function destination(host: string) {
    return { destination: { host, port: { number: 80 } }, weight: 1 };
  }
  function to(host: string) {
    return { route: [destination(host)] };
  }
  function split(v1: number, v2: number) {
    const shares = [
      { destination: { host: 'shop-v1', port: { number: 80 } }, weight: v1 },
      { destination: { host: 'shop-v2', port: { number: 80 } }, weight: v2 },
    ];
    return { route: shares };
  }
});
