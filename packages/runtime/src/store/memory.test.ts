import { expect, test } from '@jest/globals';
import type { TickRecord } from '../release/events.js';
import { MemoryStore } from './memory.js';
import { recordFor, stateAt } from './testing/entries.js';

/** A store, and how often anybody looked so far at whose its entries are. */
class Watched {
  #looks = 0;

  constructor(readonly store: MemoryStore) {}

  /** How often that is while ticks are logged, one at each instant, of a thousand gateways in turn. */
  async log(from: number, to: number): Promise<number> {
    const before = this.#looks;
    for (let at = from; at < to; at += 1) {
      const name = `gateway${at % 1000}`;
      await this.store.saveOutcomes([{ state: stateAt(1, name), record: this.#record(name, at) }]);
    }
    return this.#looks - before;
  }

  #record(gateway: string, at: number): TickRecord {
    const get = (): string => {
      this.#looks += 1;
      return gateway;
    };
    return Object.defineProperty(recordFor('version2', at, gateway), 'gateway', { enumerable: true, get });
  }
}

test('to log a tick in memory costs the same however much is there', async () => {
  const watched = new Watched(new MemoryStore());
  const first = await watched.log(0, 1000);
  await watched.log(1000, 3000);
  expect(await watched.log(3000, 4000)).toBe(first);
});

test('nor does it cost more where the log is full', async () => {
  const watched = new Watched(new MemoryStore(100_000));
  await watched.log(0, 1000);
  const full = await watched.log(1000, 2000);
  expect(full).toBeLessThan(10_000);
  await watched.log(2000, 3000);
  expect(await watched.log(3000, 4000)).toBeLessThanOrEqual(full);
});
