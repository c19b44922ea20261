import { expect, test } from '@jest/globals';
import { mapBounded } from './bounded.js';

test('results keep the order of their items, whichever is done first', async () => {
  const done: number[] = [];
  const results = await mapBounded([30, 10, 20, 0], 2, async (item) => {
    for (let turns = 0; turns < item; turns += 1) await Promise.resolve();
    done.push(item);
    return item * 2;
  });
  expect(results).toEqual([60, 20, 40, 0]);
  expect(done).not.toEqual([30, 10, 20, 0]);
});

test('a mapping that fails fails the whole', async () => {
  await expect(mapBounded([1, 2, 3], 2, (item) => Promise.reject(new Error(`no ${item}`)))).rejects.toThrow(
    'no 1',
  );
});

test('of nothing comes nothing', async () => {
  await expect(mapBounded([], 4, () => Promise.resolve(1))).resolves.toEqual([]);
});
