import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import type { Routing } from '../routing/target.js';
import type { StoredDocument } from '../store/store.js';
import { FatalStore } from './testing/fatal-store.js';
import { gatewayWith, timePolicy, version } from './testing/gateways.js';
import { SimulatedTarget } from './testing/simulated-target.js';
import { World } from './testing/world.js';

const shop = named('shop');
const cart = named('cart');
/** The same, somewhere else. */
const moved = { ...cart, versions: [version('version1', 9101), version('version2', 9102)] };

function named(name: string): Gateway {
  return gatewayWith([timePolicy({ interval: 10_000 })], { name, application: name });
}

const documentOf = ({ name }: Gateway): StoredDocument => ({
  gateway: name,
  document: {},
  by: 'hugo',
  at: 0,
});

/** Remembers by which descriptions it serves. */
class DescribedTarget extends SimulatedTarget {
  ports: readonly number[] = [];

  override async serve(gateways: readonly Gateway[], routings: readonly Routing[]): Promise<void> {
    await super.serve(gateways, routings);
    this.ports = gateways.flatMap(({ versions }) =>
      versions.flatMap(({ endpoints }) => endpoints.addresses.map(({ port }) => port)),
    );
  }
}

/** A runtime whose store and data plane fail one right after the other, as soon as they are `fatal`. */
function world(): { readonly world: World; readonly target: DescribedTarget; readonly store: FatalStore } {
  const target = new DescribedTarget();
  const store = new FatalStore(target);
  return { world: new World({ targetOf: () => target }, {}, store), target, store };
}

describe('a change that fails in the store and cannot be taken back in the data plane', () => {
  test('leaves no gateway served that nobody has, once the data plane answers', async () => {
    const { world: made, target, store } = world();
    await made.start(shop);
    store.isFatal = true;
    await expect(made.runtime.put(cart, documentOf(cart))).rejects.toThrow(
      'the disk is full; what was served before could not be served again either, which is tried until it can: the socket is gone',
    );
    expect(target.served()).toEqual(['shop', 'cart']);
    expect(made.runtime.isOwed(cart)).toBe(true);
    await made.run(20_000);
    target.failure = null;
    await made.run(10_000);
    expect(target.served()).toEqual(['shop']);
    expect(made.runtime.isOwed(cart)).toBe(false);
    expect(made.runtime.status('cart')).toBeNull();
    await made.stop();
  });

  test('leaves none either where no gateway ticks', async () => {
    const { world: made, target, store } = world();
    await made.start();
    store.isFatal = true;
    await expect(made.runtime.put(cart, documentOf(cart))).rejects.toThrow('the disk is full');
    expect(target.served()).toEqual(['cart']);
    target.failure = null;
    await made.run(5_000);
    expect(target.served()).toEqual([]);
    await made.stop();
    expect(made.faults).toEqual([]);
  });

  test('leaves no gateway served as it would have been described', async () => {
    const { world: made, target, store } = world();
    await made.start(shop);
    await made.runtime.put(cart, documentOf(cart));
    store.isFatal = true;
    await expect(made.runtime.put(moved, documentOf(moved))).rejects.toThrow('the disk is full');
    expect(target.ports).toEqual([9001, 9002, 9101, 9102]);
    target.failure = null;
    await made.run(5_000);
    expect(target.ports).toEqual([9001, 9002, 9001, 9002]);
    await made.stop();
  });

  test('is no matter any more when a later change has told the data plane', async () => {
    const { world: made, target, store } = world();
    await made.start(shop);
    store.isFatal = true;
    await expect(made.runtime.put(cart, documentOf(cart))).rejects.toThrow('the disk is full');
    target.failure = null;
    store.isFatal = false;
    await made.runtime.put(cart, documentOf(cart));
    expect(made.runtime.isOwed(cart)).toBe(false);
    await made.run(30_000);
    expect(target.served()).toEqual(['shop', 'cart']);
    expect(target.calls.filter((call) => call === 'serve')).toHaveLength(4);
    await made.stop();
  });
});
