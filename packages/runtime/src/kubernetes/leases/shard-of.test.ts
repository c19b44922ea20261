import { expect, test } from '@jest/globals';
import { shardOf } from './shard-of.js';

test('a gateway stays in its shard from one release of the program to the next', () => {
  const keys = ['default/shop', 'team-a/shop', 'team-b/shop', 'größe/ö'];
  expect(keys.map((key) => shardOf(key, 16))).toEqual([5, 12, 8, 10]);
});

test('names that differ little are spread over all shards', () => {
  const counts = Array.from({ length: 16 }, () => 0);
  for (let index = 0; index < 2_000; index += 1) {
    const shard = shardOf(`default/gateway-${index}`, 16);
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  for (const count of counts) {
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(150);
  }
});
