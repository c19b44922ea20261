import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { serverWeight, sharesOf } from './server-weight.js';

describe('serverWeight', () => {
  test.each([
    [0, 0],
    [50, 1],
    [1_000, 20],
    [10_000, 200],
  ])('a share of %i hundredths is weight %i', (share, weight) => {
    expect(serverWeight(share)).toBe(weight);
  });

  test('a share in between has none', () => {
    expect(() => serverWeight(33)).toThrow(RangeError);
  });
});

describe('sharesOf', () => {
  test('gives back what was set', () => {
    const steps = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(steps, steps, (first, second) => {
        const [low, high] = first < second ? [first, second] : [second, first];
        const weights = new Map([
          ['a', low],
          ['b', high - low],
          ['c', 200 - high],
        ]);
        for (const [label, share] of sharesOf(weights)) expect(serverWeight(share)).toBe(weights.get(label));
      }),
    );
  });

  test("somebody else's weights are the shares that they give, and still sum to 100 %", () => {
    const shares = sharesOf(
      new Map([
        ['a', 1],
        ['b', 1],
        ['c', 1],
      ]),
    );
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(10_000);
    expect([...shares.values()]).toEqual([3_334, 3_333, 3_333]);
    expect(
      sharesOf(
        new Map([
          ['a', 256],
          ['b', 0],
        ]),
      ),
    ).toEqual(
      new Map([
        ['a', 10_000],
        ['b', 0],
      ]),
    );
  });

  test('when all weights are 0 nobody has a share', () => {
    expect(
      sharesOf(
        new Map([
          ['a', 0],
          ['b', 0],
        ]),
      ),
    ).toEqual(
      new Map([
        ['a', 0],
        ['b', 0],
      ]),
    );
  });
});
