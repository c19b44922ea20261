import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shareCounter } from './share-counter.js';

const picks = (share: number, events: number): boolean[] => {
  const counter = shareCounter(share);
  return Array.from({ length: events }, () => counter());
};

describe('shareCounter', () => {
  test('4 % picks every 25th event', () => {
    const picked = picks(400, 100).flatMap((hit, index) => (hit ? [index + 1] : []));
    expect(picked).toEqual([25, 50, 75, 100]);
  });

  test('0 % picks none and 100 % all', () => {
    expect(picks(0, 50)).not.toContain(true);
    expect(picks(10_000, 50)).not.toContain(false);
  });

  test('after n events exactly the share of n was picked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 500 }), (share, events) => {
        const picked = picks(share, events).filter((hit) => hit).length;
        expect(picked).toBe(Math.floor((events * share) / 10_000));
      }),
    );
  });

  test.each([-1, 10_001, 0.5, Number.NaN])('a share of %p is a bug of the caller', (share) => {
    expect(() => shareCounter(share)).toThrow(RangeError);
  });
});
