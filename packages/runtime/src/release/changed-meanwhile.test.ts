import { expect, test } from '@jest/globals';
import { weightsText } from '../config/weights.js';
import { gatewayWith, timePolicy } from './testing/gateways.js';
import { SimulatedTarget } from './testing/simulated-target.js';
import { World } from './testing/world.js';

const MINUTE = 60_000;

/** Answers nothing at all while it hangs. */
class HangingTarget extends SimulatedTarget {
  override serve(...[gateways, routings]: Parameters<SimulatedTarget['serve']>): Promise<void> {
    return this.hanging.size > 0 ? new Promise(() => undefined) : super.serve(gateways, routings);
  }
}

test('gateways that note each other’s losses while their data plane hangs are served again, wherever the clock was set', async () => {
  const target = new HangingTarget();
  const world = new World({ targetOf: () => target });
  const shop = gatewayWith([timePolicy({ interval: 10_000 })]);
  const cart = { ...gatewayWith([timePolicy({ interval: 15_000 })]), name: 'cart', application: 'cart' };
  await world.start(shop, cart);
  await world.run(MINUTE);
  world.clock.set(-10 * MINUTE);
  target.forget();
  for (const { name } of [shop, cart]) target.hanging.add(name);
  await world.run(MINUTE);
  target.hanging.clear();
  await world.run(2 * MINUTE);
  for (const { name } of [shop, cart]) {
    expect([name, weightsText(target.weights(name))]).not.toEqual([name, '']);
  }
  await world.stop();
});
