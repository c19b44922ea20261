import { afterEach, describe, expect, test } from '@jest/globals';
import { gatewayText } from '../config/testing/gateway-text.js';
import { FatalStore } from '../release/testing/fatal-store.js';
import { SimulatedTarget } from '../release/testing/simulated-target.js';
import { MemoryStore } from '../store/memory.js';
import { documentOf, openedScene, registryScene, type RegistryScene } from './testing/registry-scene.js';

const BY = 'alice';
const SHOP = gatewayText({ listen: '0/http', metrics: null });
const scenes: RegistryScene[] = [];

async function scene(...given: Parameters<typeof registryScene>): Promise<RegistryScene> {
  const made = await registryScene(...given);
  scenes.push(made);
  return made;
}

afterEach(async () => {
  for (const made of scenes.splice(0)) await made.stop();
});

describe('before the releases are started and after they were stopped', () => {
  test('everything is refused, and nothing that is there is lost', async () => {
    const [store, target] = [new MemoryStore(), new SimulatedTarget()];
    const first = await scene([SHOP], store, target);
    await first.registry.put(documentOf('cart'), 'none', BY);
    await first.stop();
    const refused = {
      ok: false,
      why: 'outside',
      message: expect.stringContaining('do not run yet') as unknown,
    };
    expect(await first.registry.put(documentOf('desk'), 'none', BY)).toMatchObject(refused);
    const opened = await openedScene([SHOP], store, target);
    scenes.push(opened);
    expect(await opened.registry.put(documentOf('desk'), 'none', BY)).toMatchObject(refused);
    expect(await opened.registry.remove('cart', null, BY)).toMatchObject(refused);
    expect(await opened.registry.act('cart', { kind: 'pause' }, BY)).toMatchObject(refused);
    expect(target.served()).toEqual(['shop', 'cart']);
    await opened.start();
    expect(opened.registry.list().map(({ gateway }) => gateway.name)).toEqual(['shop', 'cart']);
    expect(await opened.registry.remove('cart', null, BY)).toEqual({ ok: true });
  });
});

describe('a gateway that could not be put, and not be taken out of its data plane again', () => {
  test('keeps its data plane open until that does not serve it any more', async () => {
    const target = new ClosingTarget();
    const store = new FatalStore(target);
    store.isFatal = true;
    const { registry, clock } = await scene([], store, target);
    expect(await registry.put(documentOf('cart'), 'none', BY)).toMatchObject({ ok: false, why: 'outside' });
    expect([target.isClosed, target.served()]).toEqual([false, ['cart']]);
    target.failure = null;
    await clock.advance(10_000);
    expect(target.served()).toEqual([]);
    expect(await registry.put({}, 'none', BY)).toMatchObject({ ok: false });
    store.isFatal = false;
    expect(await registry.put(documentOf('cart'), 'none', BY)).toMatchObject({ ok: true });
    expect(target.isClosed).toBe(false);
    await registry.remove('cart', null, BY);
    expect([target.isClosed, target.served()]).toEqual([true, []]);
  });
});

/** Knows whether it was closed. */
class ClosingTarget extends SimulatedTarget {
  isClosed = false;

  override close(): Promise<void> {
    this.isClosed = true;
    return super.close();
  }
}
