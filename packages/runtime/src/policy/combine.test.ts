import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { combine, type Move } from './combine.js';

const up = (by: number): Move => ({ toward: 'v2', by });
const back = (by: number): Move => ({ toward: 'v1', by });

describe('several policies on one proposal', () => {
  test.each<[string, readonly Move[], Move]>([
    ['one policy alone proposes', [up(10)], up(10)],
    ['none holds', [], null],
    ['a later one holds what an earlier one proposed', [up(10), null], null],
    ['a later one lowers it', [up(10), up(5)], up(5)],
    ['a later one cannot raise it', [up(5), up(10)], up(5)],
    ['a later one cannot raise a hold', [null, up(10)], null],
    ['a later one steps back from a proposal', [up(10), back(5)], back(5)],
    ['a later one steps back from a hold', [null, back(5)], back(5)],
    ['a later hold does not take a step back away', [back(5), null], back(5)],
    ['a later favour does not take a step back away', [back(5), up(10)], back(5)],
    ['the longer of two steps back is the lower one', [back(5), back(10)], back(10)],
    ['two versions that are not stable hold each other', [up(10), { toward: 'v3', by: 10 }], null],
    ['three in a row', [up(10), up(8), up(9)], up(8)],
  ])('%s', (_name, moves, expected) => {
    expect(combine('v1', moves)).toEqual(expected);
  });

  test('no later policy ever raises what came before it', () => {
    const move = fc.option(
      fc.record({ toward: fc.constantFrom('v1', 'v2', 'v3'), by: fc.integer({ min: 1, max: 100 }) }),
      { nil: null },
    );
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 5 }), move, (earlier, later) => {
        const height = (of: Move): number => (of === null ? 0 : of.toward === 'v1' ? -of.by : of.by);
        expect(height(combine('v1', [...earlier, later]))).toBeLessThanOrEqual(
          height(combine('v1', earlier)),
        );
      }),
    );
  });
});
