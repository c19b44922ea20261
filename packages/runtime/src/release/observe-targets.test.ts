import { expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, weights } from './testing/gateways.js';
import { World } from './testing/world.js';

test('a gateway whose weights come back on behalf of another one is judged on a new window', async () => {
  const world = new World();
  const shop = gatewayWith([customPolicy({ interval: 10_000 })]);
  const cart = gatewayWith([customPolicy({ interval: 300_000 })], { name: 'cart', application: 'cart' });
  await world.start(shop, cart);
  const confirmations = (): number =>
    world.events.filter(({ kind, gateway }) => kind === 'confirmed' && gateway === 'cart').length;
  await world.run(1_000);
  const before = confirmations();
  // Somebody changes the one and ends the data plane before either is looked at; the other one's tick mends both.
  world.target.edit('cart', 'default', weights({ version1: 5000, version2: 5000 }));
  world.target.forget();
  await world.run(15_000);
  expect(world.target.isServing('cart')).toBe(true);
  expect(confirmations()).toBe(before);
  await world.run(300_000);
  expect(confirmations()).toBe(before + 1);
  await world.stop();
});

test('a gateway that has what it shall have keeps its window while its data plane is mended for another one', async () => {
  const world = new World();
  const shop = gatewayWith([customPolicy({ interval: 10_000 })]);
  const cart = gatewayWith([customPolicy({ interval: 300_000 })], { name: 'cart', application: 'cart' });
  await world.start(shop, cart);
  const confirmations = (): number =>
    world.events.filter(({ kind, gateway }) => kind === 'confirmed' && gateway === 'cart').length;
  await world.run(1_000);
  const before = confirmations();
  world.target.hanging.add('shop');
  await world.run(60_000);
  expect(world.target.calls.filter((call) => call === 'serve').length).toBeGreaterThan(1);
  world.target.hanging.clear();
  await world.run(300_000);
  expect(confirmations()).toBe(before);
  await world.stop();
});
