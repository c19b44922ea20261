import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRoutes } from '../envoy/evaluate.js';
import { glooAsEnvoy } from '../gloo/as-envoy.js';
import type { GlooRoute } from '../gloo/objects.js';
import {
  conditions,
  conjoined,
  header,
  ownRules,
  PATHS,
  requests,
  SEED,
  service,
} from './testing/adoptions.js';

describe('routes of Gloo', () => {
  const matcher = fc
    .record({
      path: fc.tuple(fc.constantFrom('exact', 'prefix'), fc.constantFrom(...PATHS)),
      headers: fc.array(header, { maxLength: 2 }),
      methods: fc.option(fc.constant(['GET'])),
    })
    .map(({ path: [op, path], headers, methods }) => ({
      ...{ [op]: path },
      ...(headers.length > 0 && { headers: headers.map(([name, value]) => ({ name, value })) }),
      ...(methods !== null && { methods }),
    }));
  const existing = fc
    .array(fc.tuple(fc.array(matcher, { minLength: 1, maxLength: 2 }), service), {
      minLength: 1,
      maxLength: 4,
    })
    .map((rules) =>
      rules.map(([matchers, name], index) => ({
        ...{ name: `e${index}`, matchers, options: { timeout: `${index + 1}s` } },
        routeAction: {
          multi: { destinations: [{ weight: 1, destination: { upstream: { name, namespace: 'default' } } }] },
        },
      })),
    );

  test('take what they took, and the gateway’s rules decide where it goes', () => {
    let compared = 0;
    const routeOf = (routes: readonly unknown[]) => {
      const metadata = { name: 'shop', namespace: 'default' };
      const virtualHost = { domains: ['*'], routes: routes as readonly GlooRoute[] };
      const apiVersion = 'gateway.solo.io/v1';
      const configuration = glooAsEnvoy(
        [{ apiVersion, kind: 'VirtualService', metadata, spec: { virtualHost } }],
        false,
      );
      if (configuration === null) throw new Error('there is a virtual service');
      return compileRoutes(configuration);
    };
    const property = fc.property(existing, conditions, requests, (rules, texts, sent) => {
      const joined = conjoined('gloo', rules, texts);
      const own = ownRules('gloo', texts);
      if (joined?.ok !== true || own === null) return;
      const [was, is, mine] = [rules, joined.rules, own.rules].map(routeOf);
      for (const each of sent) {
        const before = was?.(each) ?? null;
        const isOurs = JSON.stringify(before?.route ?? '').includes('shop');
        const after = is?.(each) ?? null;
        expect([each, after?.route]).toEqual([each, isOurs ? mine?.(each)?.route : before?.route]);
        expect(after?.name?.split('-')[0]).toBe(before?.name);
        if (isOurs) compared += 1;
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 150, endOnFailure: true });
    expect(compared).toBeGreaterThan(400);
  });

  test('keep what else they do', () => {
    const upstream = { name: 'shop-v1', namespace: 'default' };
    const rule = { matchers: [{ prefix: '/a', caseSensitive: true }], options: { prefixRewrite: '/' } };
    const joined = conjoined(
      'gloo',
      [{ ...rule, routeAction: { single: { upstream } } }],
      ['method exact "POST"'],
    );
    const destinations = (v1: number, v2: number) => [
      { weight: v1, destination: { upstream } },
      { weight: v2, destination: { upstream: { ...upstream, name: 'shop-v2' } } },
    ];
    expect(joined).toEqual({
      ok: true,
      rules: [
        {
          ...rule,
          matchers: [{ prefix: '/a', caseSensitive: true, methods: ['POST'] }],
          routeAction: { multi: { destinations: destinations(9_000, 1_000) } },
        },
        { ...rule, routeAction: { multi: { destinations: destinations(10_000, 0) } } },
      ],
      ruleRoutes: ['r0', 'default'],
    });
  });
});
