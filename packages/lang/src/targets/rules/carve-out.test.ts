import { expect, test } from '@jest/globals';
import type { Literal } from '../../condition/atom.js';
import { randomFrom } from '../testing/random.js';
import { randomPlainRequest, randomRules } from '../testing/random-rules.js';
import { routeOf } from '../testing/rules-meaning.js';
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
  const seed = 5;
  const random = randomFrom(seed);
  let carvedOut = 0;
  for (let round = 0; round < 300; round += 1) {
    const { rules } = randomRules(random);
    const carved = carveOut(rules, ({ all }) => all.filter(({ negated }) => negated), 500);
    if (!carved.ok) continue;
    carvedOut += 1;
    expect(carved.rules.every(({ all }) => all.every(({ negated }) => !negated))).toBe(true);
    for (let check = 0; check < 20; check += 1) {
      const request = randomPlainRequest(random);
      const route = routeOf(carved.rules, request);
      expect({ seed, round, request, route }).toEqual({
        seed,
        round,
        request,
        route: routeOf(rules, request),
      });
    }
  }
  expect(carvedOut).toBeGreaterThan(250);
});

test('too many rules are not written', () => {
  const rules = Array.from({ length: 12 }, (_, route) => ({
    all: [{ ...not(A), name: `h${route}` }],
    route,
  }));
  const result = carveOut(
    [...rules, { all: [], route: 12 }],
    ({ all }) => all.filter(({ negated }) => negated),
    100,
  );
  expect(result.ok).toBe(false);
});
