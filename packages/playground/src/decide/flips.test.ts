import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { nearestFlip } from './flips.js';

const INPUT = { version: 'version1', metric: 'requests' };

describe('the nearest value that changes a decision', () => {
  test.each([
    [99, (value: number) => value / 100 > 0.96, 96],
    [960, (value: number) => 0.99 > value / 1000, 990],
    [1000, (value: number) => 960 / value < 0.99, 969],
    [0, (value: number) => value >= 100, 100],
    [0.02, (value: number) => value <= 0.05, 0.0501],
    [7, (value: number) => value !== 0, 0],
  ])('from %d', (from, holds, to) => {
    const flip = nearestFlip(INPUT, from, true, (value) => String(holds(value)));
    expect(flip).toMatchObject({ input: INPUT, from, verdict: String(!holds(from)) });
    expect(Math.abs((flip?.to ?? NaN) - to)).toBeLessThanOrEqual(Math.abs(to) * 2e-3);
    expect(String(flip?.to).length).toBeLessThanOrEqual(7);
  });

  test('is none where nothing changes it', () => {
    expect(nearestFlip(INPUT, 5, true, () => 'hold')).toBeNull();
    expect(nearestFlip(INPUT, 5, true, (value) => String(value < 0))).toBeNull();
    expect(nearestFlip(INPUT, 5, false, (value) => String(value < 0))).toMatchObject({ verdict: 'true' });
  });

  test('always changes it, and lies hardly beyond the edge', () => {
    const number = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, (from, limit) => {
        fc.pre(from !== limit);
        const verdictAt = (value: number) => (value > limit ? 'more' : 'less');
        const flip = nearestFlip(INPUT, from, true, verdictAt);
        if (flip === null) throw new Error('there is a value that changes it');
        expect(verdictAt(flip.to)).not.toBe(verdictAt(from));
        expect(flip.verdict).toBe(verdictAt(flip.to));
        expect(Math.abs(flip.to - limit)).toBeLessThanOrEqual(limit * 2e-3 + 1e-12);
      }),
      { seed: runSeed() },
    );
  });
});
