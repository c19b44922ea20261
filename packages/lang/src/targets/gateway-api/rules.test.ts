import { describe, expect, test } from '@jest/globals';
import type { Entry } from './cover.js';
import { limitsOf } from './options.js';
import { grouped, independent, isOrderKept } from './rules.js';

function entry(name: string, route: number, after: readonly Entry[] = []): Entry {
  return { match: { headers: [{ type: 'Exact', name, value: '1' }] }, route, after };
}

function names(groups: ReturnType<typeof grouped>): readonly string[] {
  return groups.map(
    ({ route, matches }) => `${route}: ${matches.map(({ headers }) => headers?.[0]?.name).join(' ')}`,
  );
}

const LIMITS = limitsOf('v1.6');
const [a, b] = [entry('a', 0), entry('b', 1)];

describe('grouped', () => {
  test('one rule for each route, the default at the end', () => {
    const entries = [a, b, entry('c', 0), entry('d', 1), entry('rest', 2)];
    expect(names(grouped(entries, LIMITS))).toEqual(['0: a c', '1: b d', '2: rest']);
  });

  test('a match that must come after another is not put before it', () => {
    const entries = [a, b, entry('c', 1, [a]), entry('d', 0, [b]), entry('rest', 2)];
    expect(names(grouped(entries, LIMITS))).toEqual(['0: a', '1: b c', '0: d', '2: rest']);
  });

  test('a rule holds no more than it may', () => {
    const entries = Array.from({ length: 10 }, (_, index) => entry(`h${index}`, 0));
    expect(grouped(entries, limitsOf('v1.0')).map(({ matches }) => matches.length)).toEqual([8, 2]);
  });
});

test('rule 10 comes before rule 2 for Envoy Gateway', () => {
  const chain = (length: number): readonly Entry[] => {
    const entries: Entry[] = [];
    for (let index = 0; index < length; index++) entries.push(entry(`h${index}`, index, entries.slice(-1)));
    return entries;
  };
  for (const [length, isKept] of [
    [10, true],
    [11, false],
  ] as const) {
    const entries = chain(length);
    expect(isOrderKept(grouped(entries, LIMITS), entries)).toBe(isKept);
  }
});

test('matches that must precede each other stay together', () => {
  const [first, second] = [entry('first', 0), entry('second', 1)];
  const third = entry('third', 2, [first]);
  const fourth = entry('fourth', 0, [third]);
  expect(independent([first, second, third, fourth])).toEqual([[first, third, fourth], [second]]);
});
