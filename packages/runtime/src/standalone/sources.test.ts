import { afterEach, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { gatewayWith, timePolicy } from '../release/testing/gateways.js';
import { SimulatedTarget } from '../release/testing/simulated-target.js';
import { onlyGateway } from '../config/testing/findings-text.js';
import { gatewayText } from '../config/testing/gateway-text.js';
import { Sources } from './sources.js';

const sources = new Sources();
const target = new SimulatedTarget();
afterEach(() => sources.close());

async function reading(name: string): Promise<Gateway> {
  return { ...(await onlyGateway(gatewayText({}, name))), name };
}

test('gateways that want the same source at the same time share one', async () => {
  const gateways = [await reading('one'), await reading('two')];
  const [first, second] = await Promise.all(gateways.map((each) => sources.open(each, target)));
  expect(first).not.toBeNull();
  expect(second).toBe(first);
  expect(gateways.map((each) => sources.of(each))).toEqual([first, first]);
});

test('a gateway without metrics has none', async () => {
  const gateway = { ...gatewayWith([timePolicy()]), metrics: null };
  expect(await sources.open(gateway, target)).toBeNull();
  expect(sources.of(gateway)).toBeNull();
});
