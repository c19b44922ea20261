import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { differences, FULL, moved, percentagesOf, sharesOf, type Shares } from './weights.js';

const sumOf = (shares: Shares): number => [...shares.values()].reduce((sum, share) => sum + share, 0);
const shares = (given: Readonly<Record<string, number>>): Shares => sharesOf(given, Object.keys(given));

/** Shares of two to six versions that sum to all. */
const anyShares = fc
  .tuple(fc.array(fc.integer({ min: 0, max: FULL }), { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([cuts, isWhole]): Shares => {
    const grain = isWhole ? 100 : 1;
    const bounds = [0, ...cuts.map((cut) => Math.round(cut / grain) * grain).toSorted((a, b) => a - b), FULL];
    return new Map(bounds.slice(1).map((bound, place) => [`v${place}`, bound - (bounds[place] ?? 0)]));
  });

describe('sliders', () => {
  test('of two versions complement each other', () => {
    expect(percentagesOf(moved(shares({ v1: 90, v2: 10 }), 'v2', 3500))).toEqual({ v1: 65, v2: 35 });
  });

  test('of more keep the proportions of the others', () => {
    expect(percentagesOf(moved(shares({ v1: 60, v2: 30, v3: 10 }), 'v3', 4000))).toEqual({
      v1: 40,
      v2: 20,
      v3: 40,
    });
  });

  test('give evenly where the others have nothing', () => {
    expect(percentagesOf(moved(shares({ v1: 100, v2: 0, v3: 0 }), 'v1', 5000))).toEqual({
      v1: 50,
      v2: 25,
      v3: 25,
    });
  });

  test('of a version alone stay where they are', () => {
    expect(percentagesOf(moved(shares({ v1: 100 }), 'v1', 100))).toEqual({ v1: 100 });
  });

  test('always sum to all, with nothing below zero, and whole percents stay whole', () => {
    fc.assert(
      fc.property(anyShares, fc.nat(), fc.integer({ min: -500, max: FULL + 500 }), (before, place, to) => {
        const version = [...before.keys()][place % before.size] ?? '';
        const after = moved(before, version, to);
        expect(sumOf(after)).toBe(FULL);
        expect([...after.keys()]).toEqual([...before.keys()]);
        for (const share of after.values()) expect(share).toBeGreaterThanOrEqual(0);
        if ([...before.values(), to].every((share) => share % 100 === 0)) {
          for (const share of after.values()) expect(share % 100).toBe(0);
        }
        if (before.size > 1)
          expect(Math.abs((after.get(version) ?? 0) - Math.min(FULL, Math.max(0, to)))).toBeLessThan(100);
      }),
      { seed: runSeed() },
    );
  });

  test('keep the order of the others: none that had less gets more than one that had more', () => {
    fc.assert(
      fc.property(anyShares, fc.integer({ min: 0, max: FULL }), (before, to) => {
        const after = moved(before, 'v0', to);
        const others = [...before].slice(1);
        for (const [one, had] of others) {
          for (const [other, has] of others) {
            if (had > has) expect(after.get(one) ?? 0).toBeGreaterThanOrEqual((after.get(other) ?? 0) - 1);
          }
        }
      }),
      { seed: runSeed() },
    );
  });
});

test('what a change does is told of the versions that it moves', () => {
  expect(differences(shares({ v1: 90, v2: 10, v3: 0 }), shares({ v1: 80, v2: 20, v3: 0 }))).toEqual([
    { version: 'v1', from: 90, to: 80 },
    { version: 'v2', from: 10, to: 20 },
  ]);
});
