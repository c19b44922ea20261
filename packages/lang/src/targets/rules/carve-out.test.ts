import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Literal } from '../../condition/atom.js';
import { arbitraryRequest } from '../../condition/testing/arbitrary-request.js';
import { arbitraryRules } from '../../condition/testing/arbitrary-rules.js';
import { firstRule } from '../../condition/testing/first-rule.js';
import { carveOut } from './carve-out.js';

const A: Literal = { field: 'header', name: 'a', op: 'exact', value: '1', ignoreCase: false, negated: false };
const B: Literal = { ...A, name: 'b' };
const C: Literal = { ...A, name: 'c' };
const not = (literal: Literal): Literal => ({ ...literal, negated: true });

test('a denied literal goes to what follows', () => {
  const rules = [
    { all: [A, not(B)], route: 0 },
    { all: [C], route: 1 },
    { all: [], route: 2 },
  ];
  expect(carveOut(rules, ({ all }) => all.filter(({ negated }) => negated), 100)).toEqual({
    ok: true,
    rules: [
      { all: [A, B, C], route: 1 },
      { all: [A, B], route: 2 },
      { all: [A], route: 0 },
      { all: [C], route: 1 },
      { all: [], route: 2 },
    ],
  });
});

test('the meaning stays when no literal may be denied', () => {
  let carvedOut = 0;
  fc.assert(
    fc.property(
      arbitraryRules,
      fc.array(arbitraryRequest, { minLength: 10, maxLength: 10 }),
      (rules, requests) => {
        const carved = carveOut(rules, ({ all }) => all.filter(({ negated }) => negated), 500);
        if (!carved.ok) return;
        carvedOut += 1;
        expect(carved.rules.every(({ all }) => all.every(({ negated }) => !negated))).toBe(true);
        const [meaning, before] = [firstRule(carved.rules), firstRule(rules)];
        for (const request of requests)
          expect([request, meaning(request)]).toEqual([request, before(request)]);
      },
    ),
    { numRuns: 300 },
  );
  expect(carvedOut).toBeGreaterThan(200);
});

test('too many rules are not written', () => {
  const rules = Array.from({ length: 12 }, (_, route) => ({
    all: [{ ...A, name: `a${route}` }, not({ ...B, name: `b${route}` })],
    route,
  }));
  const result = carveOut(
    [...rules, { all: [], route: 12 }],
    ({ all }) => all.filter(({ negated }) => negated),
    100,
  );
  expect(result.ok).toBe(false);
});
