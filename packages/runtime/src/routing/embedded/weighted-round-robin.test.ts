import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Weights } from '../../config/weights.js';
import { weightedRoundRobin } from './weighted-round-robin.js';

const shares = (weights: Readonly<Record<string, number>>): Weights => new Map(Object.entries(weights));

function take(turns: { next(): string | null }, count: number): readonly (string | null)[] {
  return Array.from({ length: count }, () => turns.next());
}

function tally(picks: readonly (string | null)[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const pick of picks) counts.set(String(pick), (counts.get(String(pick)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Shares of versions a, b, c in hundredths of a percent that sum to 10 000. */
const threeShares = fc
  .tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }))
  .map(([left, right]) => {
    const [low, high] = left < right ? [left, right] : [right, left];
    return shares({ a: low, b: high - low, c: 10_000 - high });
  });

describe('weightedRoundRobin', () => {
  test('90/10 is exactly 90 and 10 in a hundred, and 9 and 1 in each ten', () => {
    const turns = weightedRoundRobin(shares({ version1: 9_000, version2: 1_000 }));
    const picks = take(turns, 100);
    expect(tally(picks)).toEqual({ version1: 90, version2: 10 });
    for (let start = 0; start < 100; start += 10) {
      expect(tally(picks.slice(start, start + 10))).toEqual({ version1: 9, version2: 1 });
    }
  });

  test('the smaller share is spread, not bunched', () => {
    const turns = weightedRoundRobin(shares({ a: 5_000, b: 2_500, c: 2_500 }));
    expect(take(turns, 8)).toEqual(['a', 'b', 'c', 'a', 'a', 'b', 'c', 'a']);
  });

  test('hundredths of a percent are exact too', () => {
    const turns = weightedRoundRobin(shares({ a: 9_999, b: 1 }));
    expect(tally(take(turns, 10_000))).toEqual({ a: 9_999, b: 1 });
  });

  test('a version without a share gets nothing', () => {
    const turns = weightedRoundRobin(shares({ a: 10_000, b: 0 }));
    expect(tally(take(turns, 500))).toEqual({ a: 500 });
  });

  test('nobody has a turn when nobody has a share', () => {
    expect(weightedRoundRobin(shares({ a: 0 })).next()).toBeNull();
    expect(weightedRoundRobin(new Map()).next()).toBeNull();
  });

  test('the order of the versions in the map does not matter', () => {
    const one = weightedRoundRobin(shares({ a: 5_000, b: 5_000 }));
    const other = weightedRoundRobin(shares({ b: 5_000, a: 5_000 }));
    expect(take(one, 20)).toEqual(take(other, 20));
  });

  test('a new split is exact at once when the last round was complete', () => {
    const turns = weightedRoundRobin(shares({ a: 9_000, b: 1_000 }));
    take(turns, 30);
    turns.change(shares({ a: 7_000, b: 3_000 }));
    expect(tally(take(turns, 10))).toEqual({ a: 7, b: 3 });
  });

  test('small shares are served however often the weights change', () => {
    const turns = weightedRoundRobin(shares({ a: 9_000, b: 1_000 }));
    const picks: (string | null)[] = [];
    for (let index = 0; index < 200; index += 1) {
      turns.change(shares(index % 2 === 0 ? { a: 9_100, b: 900 } : { a: 8_900, b: 1_100 }));
      picks.push(turns.next());
    }
    expect(tally(picks)).toEqual({ a: 180, b: 20 });
  });

  test('a version that left starts afresh when it comes back', () => {
    const turns = weightedRoundRobin(shares({ a: 5_000, b: 5_000 }));
    take(turns, 1);
    turns.change(shares({ a: 10_000 }));
    take(turns, 7);
    turns.change(shares({ a: 5_000, b: 5_000 }));
    expect(take(turns, 2)).toEqual(['a', 'b']);
  });

  test('names of object properties are names like others', () => {
    const turns = weightedRoundRobin(
      new Map([
        ['__proto__', 5_000],
        ['constructor', 5_000],
      ]),
    );
    expect(take(turns, 2)).toEqual(['__proto__', 'constructor']);
  });

  test('no version is ever more than a turn away from its due, for any shares and any number of requests', () => {
    fc.assert(
      fc.property(threeShares, fc.integer({ min: 1, max: 300 }), (weights, count) => {
        const counts = tally(take(weightedRoundRobin(weights), count));
        for (const [label, share] of weights) {
          const due = (count * share) / 10_000;
          expect(Math.abs((counts[label] ?? 0) - due)).toBeLessThan(weights.size - 1);
        }
      }),
    );
  });
});
