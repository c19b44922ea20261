import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FULL, type Weights } from '../config/weights.js';
import { shift } from './shift.js';

const weights = (shares: Readonly<Record<string, number>>): Weights => new Map(Object.entries(shares));

describe('shift', () => {
  test('the favoured version gains a step and the only other one gives it', () => {
    expect(shift(weights({ v1: 9000, v2: 1000 }), 'v2', 1000, 1)).toEqual(weights({ v1: 8000, v2: 2000 }));
  });

  test('a version without a share gains its first', () => {
    expect(shift(weights({ v1: FULL }), 'v2', 500, 1)).toEqual(weights({ v1: 9500, v2: 500 }));
  });

  test('the last step is no longer than what is left to 100%', () => {
    expect(shift(weights({ v1: 300, v2: 9700 }), 'v2', 1000, 1)).toEqual(weights({ v1: 0, v2: FULL }));
  });

  test('nothing is left to gain at 100%', () => {
    expect(shift(weights({ v1: 0, v2: FULL }), 'v2', 1000, 1)).toEqual(weights({ v1: 0, v2: FULL }));
  });

  test('the others give in proportion to their shares', () => {
    expect(shift(weights({ v1: 6000, v2: 3000, v3: 1000 }), 'v3', 900, 1)).toEqual(
      weights({ v1: 5400, v2: 2700, v3: 1900 }),
    );
  });

  test('the largest remainder gives what proportions leave over', () => {
    // 1000 of 10000: v1 gives 666.6…, v2 gives 333.3…
    expect(shift(weights({ v1: 6666, v2: 3334, v3: 0 }), 'v3', 1000, 1)).toEqual(
      weights({ v1: 5999, v2: 3001, v3: 1000 }),
    );
  });

  test('equal remainders give by version name, whatever the order of the weights', () => {
    const expected = weights({ a: 4499, b: 4500, c: 1001 });
    expect(shift(weights({ b: 5000, a: 5000, c: 0 }), 'c', 1001, 1)).toEqual(expected);
    expect(shift(weights({ a: 5000, b: 5000, c: 0 }), 'c', 1001, 1)).toEqual(expected);
  });

  test('shares stay multiples of what the target can serve', () => {
    expect(shift(weights({ v1: 5000, v2: 5000, v3: 0 }), 'v3', 500, 500)).toEqual(
      weights({ v1: 4500, v2: 5000, v3: 500 }),
    );
  });

  test('names such as __proto__ are versions like others', () => {
    const proto: Weights = new Map([
      ['__proto__', FULL],
      ['constructor', 0],
    ]);
    expect(shift(proto, 'constructor', 1000, 1)).toEqual(
      new Map([
        ['__proto__', 9000],
        ['constructor', 1000],
      ]),
    );
  });

  test('a share that the target cannot serve is refused, not rounded', () => {
    expect(() => shift(weights({ v1: 9950, v2: 50 }), 'v2', 1000, 100)).toThrow(RangeError);
    expect(() => shift(weights({ v1: 9900, v2: 100 }), 'v2', 150, 100)).toThrow(RangeError);
  });

  test('weights that do not sum to 100% are refused', () => {
    expect(() => shift(weights({ v1: 9000, v2: 900 }), 'v2', 1000, 1)).toThrow('sum to 9900');
  });
});

/** Weights of up to six versions in multiples of a quantum that divides 100 %. */
const cases = fc
  .record({
    quantum: fc.constantFrom(1, 5, 50, 100, 500, 1000),
    parts: fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 }),
    step: fc.integer({ min: 1, max: FULL }),
    favoured: fc.nat(),
  })
  .map(({ quantum, parts, step, favoured }) => {
    const units = FULL / quantum;
    const sum = parts.reduce((total, part) => total + part, 0);
    const shares = parts.map((part) => (sum === 0 ? 0 : Math.floor((part / sum) * units)));
    const rest = units - shares.reduce((total, share) => total + share, 0);
    const before = new Map(
      shares.map((share, place) => [`v${place}`, (share + (place === 0 ? rest : 0)) * quantum]),
    );
    return {
      before,
      quantum,
      step: Math.ceil(step / quantum) * quantum,
      favoured: `v${favoured % parts.length}`,
    };
  });

describe('shift, for any weights', () => {
  test('the sum stays 100%, shares stay multiples of the quantum and none is negative', () => {
    fc.assert(
      fc.property(cases, ({ before, favoured, step, quantum }) => {
        const after = [...shift(before, favoured, step, quantum).values()];
        expect(after.reduce((sum, share) => sum + share, 0)).toBe(FULL);
        expect(after.every((share) => share >= 0 && share % quantum === 0)).toBe(true);
      }),
    );
  });

  test('the favoured version gains exactly the step or what is left, and nobody else gains', () => {
    fc.assert(
      fc.property(cases, ({ before, favoured, step, quantum }) => {
        const after = shift(before, favoured, step, quantum);
        const had = before.get(favoured) ?? 0;
        expect(after.get(favoured)).toBe(had + Math.min(step, FULL - had));
        for (const [version, share] of before) {
          if (version !== favoured) expect(after.get(version)).toBeLessThanOrEqual(share);
        }
      }),
    );
  });

  test('each giver is within one quantum of its exact proportion', () => {
    fc.assert(
      fc.property(cases, ({ before, favoured, step, quantum }) => {
        const after = shift(before, favoured, step, quantum);
        const left = FULL - (before.get(favoured) ?? 0);
        for (const [version, share] of before) {
          if (version === favoured || left === 0) continue;
          const exact = (Math.min(step, left) * share) / left;
          expect(Math.abs(share - (after.get(version) ?? 0) - exact)).toBeLessThan(quantum);
        }
      }),
    );
  });

  test('the order of the weights does not matter', () => {
    fc.assert(
      fc.property(cases, ({ before, favoured, step, quantum }) => {
        const reversed = new Map([...before].toReversed());
        expect(shift(reversed, favoured, step, quantum)).toEqual(shift(before, favoured, step, quantum));
      }),
    );
  });

  test('enough steps reach 100%', () => {
    fc.assert(
      fc.property(cases, ({ before, favoured, step, quantum }) => {
        let weights: Weights = before;
        for (let count = 0; count < Math.ceil(FULL / step); count += 1) {
          weights = shift(weights, favoured, step, quantum);
        }
        expect(weights.get(favoured)).toBe(FULL);
      }),
    );
  });
});
