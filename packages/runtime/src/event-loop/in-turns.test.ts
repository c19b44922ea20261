import { describe, expect, test } from '@jest/globals';
import { atOnce, inTurns, type InPieces } from './in-turns.js';

function* sum(numbers: readonly number[]): InPieces<number> {
  let total = 0;
  for (const number of numbers) {
    total += number;
    yield;
  }
  return total;
}

describe('long work in pieces', () => {
  test('comes to the same whether it gives way or not', async () => {
    expect(atOnce(sum([1, 2, 3]))).toBe(6);
    expect(await inTurns(sum([1, 2, 3]), () => null)).toBe(6);
  });

  test('gives way after each piece', async () => {
    let turns = 0;
    const giveWay = (): Promise<void> => {
      turns += 1;
      return Promise.resolve();
    };
    expect(await inTurns(sum([1, 2, 3]), giveWay)).toBe(6);
    expect(turns).toBe(3);
  });

  test('that fails rejects', async () => {
    function* failing(): InPieces<number> {
      yield;
      throw new Error('no more');
    }
    await expect(inTurns(failing(), () => null)).rejects.toThrow('no more');
  });
});
