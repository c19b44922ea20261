import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { MemoryStore } from '../store/memory.js';
import type { Progress, StoredDocument } from '../store/store.js';
import { gatewayWith, timePolicy } from './testing/gateways.js';
import { World } from './testing/world.js';

const shop = named('shop');
const cart = named('cart');

function named(name: string): Gateway {
  return gatewayWith([timePolicy({ interval: 10_000 })], { name, application: name });
}

const documentOf = ({ name }: Gateway): StoredDocument => ({
  gateway: name,
  document: {},
  by: 'hugo',
  at: 0,
});

/** Takes as long over documents as a test likes. */
class PatientStore extends MemoryStore {
  #begin: () => void = () => undefined;
  #go: () => void = () => undefined;
  readonly #may = new Promise<void>((resolve) => {
    this.#go = resolve;
  });
  /** Resolves when a document is about to be stored. */
  readonly begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });

  go(): void {
    this.#go();
  }

  override async saveDocument(document: StoredDocument, progress: Progress): Promise<void> {
    this.#begin();
    await this.#may;
    await super.saveDocument(document, progress);
  }
}

describe('a gateway that is being stored', () => {
  test('is not there for operators before it is stored: nothing that they were granted is lost', async () => {
    const store = new PatientStore();
    const world = new World({}, {}, store);
    await world.start(shop);
    const put = world.runtime.put(cart, documentOf(cart));
    await store.begun;
    expect(world.runtime.status('cart')).toBeNull();
    expect(await world.runtime.act('cart', { kind: 'promote' }, 'olga')).toMatchObject({ why: 'unknown' });
    store.go();
    await put;
    expect(await world.runtime.act('cart', { kind: 'promote' }, 'olga')).toMatchObject({ ok: true });
    const stored = (await store.load()).find(({ gateway }) => gateway === 'cart');
    expect(stored?.intent.step).toBe(world.runtime.status('cart')?.step);
    await world.stop();
  });

  test('as another description has operators wait until it is: what they were granted is not written over', async () => {
    const store = new PatientStore();
    const world = new World({}, {}, store);
    await world.start(shop, cart);
    // It ticks with others from then on.
    const slower = { ...cart, policies: [timePolicy({ interval: 20_000 })] };
    const put = world.runtime.put(slower, documentOf(slower));
    await store.begun;
    const acted = world.runtime.act('cart', { kind: 'pause' }, 'olga');
    await world.clock.rest();
    store.go();
    await put;
    expect(await acted).toMatchObject({ ok: true, status: { phase: 'Paused' } });
    const stored = (await store.load()).find(({ gateway }) => gateway === 'cart');
    expect(stored?.release?.phase).toBe('Paused');
    await world.stop();
  });
});

describe('a change of the gateways', () => {
  test('has weights confirmed anew that somebody else changed right before it, which it brings back', async () => {
    const made = new World();
    const { target } = made;
    await made.start(shop);
    await made.run(4_000);
    target.edit('shop', 'default', new Map([['version2', 10_000]]));
    const before = made.runtime.status('shop');
    await made.runtime.put(cart, documentOf(cart));
    expect(target.weights('shop').get('version2')).toBe(1_000);
    await made.run(6_000);
    const after = made.runtime.status('shop');
    expect(after?.confirmed?.at).toBeGreaterThan(before?.confirmed?.at ?? Infinity);
    expect(after?.confirmed?.step).toBe(before?.step);
    await made.stop();
  });
});
