import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { MemoryStore } from '../store/memory.js';
import { PartlyStoredError, StoreError, type Progress } from '../store/store.js';
import { gatewayWith, timePolicy } from './testing/gateways.js';
import { SimulatedSeparateTarget } from './testing/separate-target.js';
import { World } from './testing/world.js';

const shop = named('shop');
const cart = named('cart');

function named(name: string): Gateway {
  return gatewayWith([timePolicy({ interval: 10_000 })], { name, application: name });
}

/** Keeps each gateway by itself, and those of some names not at all. */
class SeparateStore extends MemoryStore {
  readonly refused = new Set<string>();

  override saveIntents(intents: readonly Progress[]): Promise<void> {
    return this.#save(intents, (some) => super.saveIntents(some));
  }

  override saveOutcomes(outcomes: readonly Progress[]): Promise<void> {
    return this.#save(outcomes, (some) => super.saveOutcomes(some));
  }

  async #save(all: readonly Progress[], save: (some: readonly Progress[]) => Promise<void>): Promise<void> {
    const isRefused = ({ state }: Progress): boolean => this.refused.has(state.gateway);
    await save(all.filter((each) => !isRefused(each)));
    const refused = all.filter(isRefused);
    if (refused.length === 0) return;
    throw new PartlyStoredError(
      new Map(refused.map(({ state }) => [state.gateway, new StoreError('conflict')])),
    );
  }
}

async function begin(store = new SeparateStore()) {
  const target = new SimulatedSeparateTarget();
  const world = new World({ targetOf: () => target }, {}, store);
  await world.start();
  return { target, world, store };
}

describe('a data plane that serves each gateway by itself', () => {
  test('has what was taken over with the first tick, and the release goes on from what is stored', async () => {
    const { target, world, store } = await begin();
    expect(await world.runtime.take([{ gateway: shop, stored: null }], 'somebody')).toEqual([]);
    await world.run(25_000);
    expect(world.runtime.status('shop')?.phase).toBe('Progressing');
    await world.runtime.handOver('shop');
    const { intent } = (await store.load())[0] ?? {};
    const served = target.served.get('shop');
    await world.run(60_000);
    expect(target.served.get('shop')).toBe(served);
    expect(world.runtime.status('shop')).toBeNull();

    const [stored = null] = await store.load();
    await world.runtime.take([{ gateway: shop, stored }], 'somebody');
    await world.run(1_000);
    expect(world.runtime.status('shop')?.phase).toBe('Progressing');
    expect((await store.load())[0]?.intent).toEqual(intent);
    await world.stop();
  });

  test('leaves the others alone where one cannot be served', async () => {
    const { target, world } = await begin();
    target.broken.add('shop');
    await world.runtime.take(
      [shop, cart].map((gateway) => ({ gateway, stored: null })),
      'somebody',
    );
    await world.run(25_000);
    expect(world.runtime.status('cart')?.phase).toBe('Progressing');
    expect(world.runtime.status('shop')?.phase).toBe('Pending');
    expect(target.count.get('cart')).toBe(1);
    expect(world.reasons('target-failed')).toContain('the route of shop was refused');
    target.broken.clear();
    await world.run(30_000);
    expect(world.runtime.status('shop')?.phase).toBe('Progressing');
    await world.stop();
  });

  test('is told of another description though the weights stay', async () => {
    const { target, world, store } = await begin();
    await world.runtime.take([{ gateway: shop, stored: null }], 'somebody');
    await world.run(5_000);
    const [stored = null] = await store.load();
    await world.runtime.take([{ gateway: { ...shop, hosts: ['shop.example'] }, stored }], 'somebody');
    await world.run(1_000);
    expect(target.served.get('shop')?.gateway.hosts).toEqual(['shop.example']);
    expect(target.count.get('shop')).toBe(2);
    await world.stop();
  });

  test('is left by a gateway that is removed', async () => {
    const { target, world, store } = await begin();
    await world.runtime.take([{ gateway: shop, stored: null }], 'somebody');
    await world.run(5_000);
    expect(await world.runtime.remove('shop', 'somebody')).toBe(true);
    expect(target.left).toEqual(['shop']);
    expect(await store.load()).toEqual([]);
    await world.stop();
  });
});

describe('a store that keeps each gateway by itself', () => {
  test('holds up only those that it could not store', async () => {
    const { target, world, store } = await begin();
    await world.runtime.take(
      [shop, cart].map((gateway) => ({ gateway, stored: null })),
      'somebody',
    );
    await world.run(15_000);
    const before = target.served.get('shop')?.routing;
    store.refused.add('shop');
    await world.run(60_000);
    expect(target.served.get('shop')?.routing).toEqual(before);
    expect(world.runtime.status('cart')?.phase).toBe('Progressing');
    expect(target.served.get('cart')?.routing).not.toEqual(before);
    expect(
      new Set(world.events.filter(({ kind }) => kind === 'tick-failed').map(({ gateway }) => gateway)),
    ).toEqual(new Set(['shop']));
    await world.stop();
  });

  test('has only those taken over that it could store', async () => {
    const { world, store } = await begin();
    store.refused.add('shop');
    const taken = [shop, cart].map((gateway) => ({ gateway, stored: null }));
    await expect(world.runtime.take(taken, 'somebody')).rejects.toThrow('shop: conflict');
    expect(world.runtime.status('shop')).toBeNull();
    expect(world.runtime.status('cart')).not.toBeNull();
    await world.stop();
  });
});
