import { afterEach, describe, expect, test } from '@jest/globals';
import { gatewayText } from '../config/testing/gateway-text.js';
import type { Gateway } from '../config/gateway.js';
import { SimulatedTarget } from '../release/testing/simulated-target.js';
import { MemoryStore } from '../store/memory.js';
import { StoreError, type StoredDocument, type Progress } from '../store/store.js';
import { documentOf, registryScene, revisionIn, type RegistryScene } from './testing/registry-scene.js';

const MINUTE = 60_000;
const BY = 'alice';
const scenes: RegistryScene[] = [];

async function scene(...given: Parameters<typeof registryScene>): Promise<RegistryScene> {
  const made = await registryScene(...given);
  scenes.push(made);
  return made;
}

afterEach(async () => {
  for (const made of scenes.splice(0)) await made.stop();
});

/** A file's gateway that time shifts. */
const SHOP = gatewayText({ listen: '0/http', metrics: null });

describe('to put a gateway', () => {
  test('adds it to those that run: it is served and its release goes its way', async () => {
    const { registry, clock, target } = await scene([SHOP]);
    const put = await registry.put(documentOf('cart'), 'none', BY);
    expect(put).toMatchObject({ ok: true, created: true, managed: { origin: 'api' } });
    await clock.advance(3 * MINUTE);
    for (const name of ['shop', 'cart']) {
      expect(registry.find(name)?.status).toMatchObject({ phase: 'Promoted', stable: 'version2' });
      expect(target.weights(name).get('version2')).toBe(10_000);
    }
    expect(registry.list().map(({ gateway, origin }) => [gateway.name, origin])).toEqual([
      ['shop', 'file'],
      ['cart', 'api'],
    ]);
  });

  test('works where there was none, and shows at once', async () => {
    const { registry, clock } = await scene();
    await registry.put(documentOf('cart'), 'none', BY);
    await clock.rest();
    expect(registry.list()).toMatchObject([{ gateway: { name: 'cart' }, status: { phase: 'Progressing' } }]);
  });

  test('with another description keeps the release where its identity stays the same', async () => {
    const { registry, clock } = await scene();
    const first = await registry.put(documentOf('cart'), null, BY);
    await clock.advance(25_000);
    const before = registry.find('cart')?.status;
    const changed = documentOf('cart', {
      versions: { version1: { address: '127.0.0.1:9003' }, version2: { address: '127.0.0.1:9002' } },
    });
    const second = await registry.put(changed, { revision: revisionIn(first) }, BY);
    expect(second).toMatchObject({ ok: true, created: false });
    expect(revisionIn(second)).not.toBe(revisionIn(first));
    expect(registry.find('cart')?.status).toMatchObject({
      startedAt: before?.startedAt,
      step: before?.step,
      routes: before?.routes,
      phase: 'Progressing',
    });
    expect(registry.find('cart')?.gateway.versions[0]?.endpoints.addresses[0]?.port).toBe(9003);
    await clock.advance(3 * MINUTE);
    expect(registry.find('cart')?.status.phase).toBe('Promoted');
  });

  test('the very same again changes nothing, not even the warm-up', async () => {
    const { registry, clock, store } = await scene();
    const first = await registry.put(documentOf('cart'), null, BY);
    await clock.advance(25_000);
    const before = await store.load();
    const reordered = Object.fromEntries(Object.entries(documentOf('cart')).toReversed());
    expect(await registry.put(reordered, null, BY)).toMatchObject({
      ok: true,
      created: false,
      managed: { revision: revisionIn(first) },
    });
    expect(await store.load()).toEqual(before);
  });

  test('weights that the document gives anew are applied and logged as those of who put it', async () => {
    const { registry, clock, target } = await scene();
    await registry.put(documentOf('cart', { policies: [] }), null, BY);
    const weights = { version1: 30, version2: 70 };
    await registry.put(
      documentOf('cart', { policies: [], routes: [{ name: 'default', weights }] }),
      null,
      BY,
    );
    await clock.advance(10_000);
    expect(target.weights('cart').get('version2')).toBe(7_000);
    const [decision] = (await registry.decisions('cart', 1)) ?? [];
    expect(decision?.record).toMatchObject({
      shift: 'operator',
      reason: 'the description that alice put gives other weights: version1 30%, version2 70%',
    });
  });

  test('is told of with who put it, and so is each other document', async () => {
    const { registry, clock, events } = await scene([SHOP]);
    const told = (): readonly string[] =>
      events.filter(({ kind }) => kind === 'described').map(({ gateway, reason }) => `${gateway}: ${reason}`);
    await registry.put(documentOf('cart'), 'none', BY);
    await registry.put(documentOf('cart'), null, 'bert');
    expect(told()).toEqual(['cart: alice added the gateway']);
    await clock.advance(1_000);
    await registry.put(documentOf('cart', { listen: '8081/http' }), null, 'bert');
    expect(told().slice(1)).toEqual(['cart: bert changed the description of the gateway']);
    expect(registry.find('cart')?.described).toEqual({ by: 'bert', at: clock.now() });
    expect(registry.find('shop')?.described).toBeNull();
  });

  test('survives the runtime: it is there again beside the files, with its release where it was', async () => {
    const [store, target] = [new MemoryStore(), new SimulatedTarget()];
    const first = await scene([SHOP], store, target);
    const put = await first.registry.put(documentOf('cart'), 'none', BY);
    await first.clock.advance(25_000);
    const before = first.registry.find('cart')?.status;
    await first.stop();
    const second = await scene([SHOP], store, target);
    expect(second.registry.find('cart')).toMatchObject({
      origin: 'api',
      described: { by: BY },
      revision: revisionIn(put),
      status: { phase: 'Progressing', step: before?.step, routes: before?.routes },
    });
  });

  test('a file takes the gateway whose name it gives, for as long as it does', async () => {
    const store = new MemoryStore();
    const first = await scene([], store);
    await first.registry.put(documentOf('shop', { listen: '8081/http' }), 'none', BY);
    await first.stop();
    const second = await scene([SHOP], store);
    expect(second.registry.find('shop')).toMatchObject({ origin: 'file', gateway: { listen: { port: 0 } } });
    await second.stop();
    const third = await scene([], store);
    expect(third.registry.find('shop')).toMatchObject({ origin: 'api', gateway: { listen: { port: 8081 } } });
  });
});

describe('a document is refused with nothing changed', () => {
  const nothingChanged = async ({ registry, store, target }: RegistryScene) => {
    expect(registry.list()).toEqual([]);
    expect(await store.documents()).toEqual([]);
    expect(await store.load()).toEqual([]);
    expect(target.weights('cart')).toEqual(new Map());
  };

  test.each<[string, unknown, string]>([
    ['that is no object', 'cart', 'a document is a map with'],
    ['that is null', null, 'this file is empty'],
    ['without a kind', { apiVersion: 'lamia/v1' }, 'this document lacks `kind`'],
    ['with a key that there is none of', documentOf('cart', { color: 'red' }), '`color`'],
    [
      'with weights that do not sum',
      documentOf('cart', { routes: [{ name: 'd', weights: { version1: 9 } }] }),
      '9%',
    ],
    ['of another kind', { ...documentOf('cart'), kind: 'Policy' }, ''],
    [
      'on a cluster',
      documentOf('cart', { hosts: ['cart.example'], target: { kind: 'istio' } }),
      'is in a cluster',
    ],
  ])('%s', async (_name, document, message) => {
    const made = await scene();
    const put = await made.registry.put(document, null, BY);
    expect(put).toMatchObject({ ok: false, why: 'invalid' });
    expect(put.ok ? '' : put.message).toContain(message);
    await nothingChanged(made);
  });

  test('with the findings of files, at their places', async () => {
    const { registry } = await scene();
    const put = await registry.put(documentOf('cart', { baseline: 'version9' }), null, BY);
    expect(put).toMatchObject({
      ok: false,
      findings: [{ code: 'unknown-version', source: { file: 'document' } }],
    });
  });

  test.each([
    ['an address', { listen: '8080/http' }, '`127.0.0.1:8080` is where the gateway `shop` listens already'],
    ['an application', { application: 'shop' }, 'serve one application `shop`'],
  ])('that gets in the way of %s of another gateway', async (_name, changes, message) => {
    const { registry } = await scene([gatewayText({ metrics: null })]);
    const put = await registry.put(documentOf('cart', changes), null, BY);
    expect(put).toMatchObject({ ok: false, why: 'invalid' });
    expect(put.ok ? '' : put.message).toContain(message);
    expect(registry.find('cart')).toBeNull();
  });

  test('with a version at a host that the runtime does not name', async () => {
    const { registry } = await scene();
    const versions = { version1: { address: '127.0.0.1:9001' }, version2: { address: '192.0.2.1:9002' } };
    const put = await registry.put(documentOf('cart', { versions }), null, BY);
    expect(put).toMatchObject({ ok: false, why: 'invalid' });
    expect(put.ok ? '' : put.message).toContain('`192.0.2.1` is not among the `upstreams` of this runtime');
    expect(registry.find('cart')).toBeNull();
  });

  test('that listens where a gateway of a file sends its traffic', async () => {
    const { registry } = await scene([SHOP]);
    const put = await registry.put(documentOf('cart', { listen: '9001/http' }), null, BY);
    expect(put.ok ? '' : put.message).toContain('is where the gateway `cart` listens');
  });

  test('that the data plane does not take', async () => {
    const made = await scene();
    made.target.failure = 'the address is in use';
    expect(await made.registry.put(documentOf('cart'), null, BY)).toMatchObject({
      ok: false,
      why: 'outside',
      message: expect.stringContaining('the address is in use'),
    });
    await nothingChanged(made);
  });

  test('that cannot be stored', async () => {
    class Full extends MemoryStore {
      override saveDocument(_document: StoredDocument, _progress: Progress): Promise<void> {
        return Promise.reject(new StoreError('the disk is full'));
      }
    }
    const made = await scene([], new Full());
    const put = await made.registry.put(documentOf('cart'), null, BY);
    expect(put).toMatchObject({ ok: false, why: 'outside', message: 'the disk is full' });
    await nothingChanged(made);
  });

  test('that gives a running gateway another data plane', async () => {
    const { registry } = await scene();
    await registry.put(documentOf('cart'), null, BY);
    const put = await registry.put(documentOf('cart', { target: { kind: 'haproxy' } }), null, BY);
    expect(put).toMatchObject({ ok: false, why: 'conflict' });
  });
});

describe('what the API may not ask for', () => {
  const METRICS = {
    source: { kind: 'prometheus', url: 'http://127.0.0.1:9090' },
    window: '30s',
    scrapeInterval: '5s',
  };
  const [ANYWHERE] = [{ ...METRICS, source: { ...METRICS.source, url: 'http://127.0.0.1:9999' } }];

  test.each([
    ['an address of a source', { metrics: ANYWHERE }, 'takes no address of a metric source'],
    [
      'pages to scrape',
      { metrics: { source: { kind: 'scrape', urls: ['http://127.0.0.1:1/'] } } },
      'takes no address of a metric source',
    ],
    [
      'a file with a secret',
      { metrics: { ...METRICS, source: { ...METRICS.source, bearerTokenFile: '/etc/shadow' } } },
      'takes no address of a metric source',
    ],
    [
      'a catalogue file',
      { metrics: { ...METRICS, provider: './secret.yaml' } },
      '`./secret.yaml` is none of the catalogues that come with lamia',
    ],
    [
      'a folder',
      { target: { kind: 'haproxy', directory: '/var/lib' } },
      'are for files of the runtime to say',
    ],
    [
      'itself as an upstream',
      { versions: { version1: { address: '127.0.0.1:8090' }, version2: { address: '127.0.0.1:9002' } } },
      '`127.0.0.1:8090` is where the API of lamia listens',
    ],
    ['link-local upstreams', { versions: { version1: { address: '169.254.169.254:80' } } }, 'link-local'],
  ])('%s', async (_name, changes, message) => {
    const { registry } = await scene([SHOP]);
    const put = await registry.put(documentOf('cart', changes), null, BY);
    expect(put).toMatchObject({ ok: false, why: 'invalid' });
    expect(put.ok ? '' : put.message).toContain(message);
  });

  test('the source that a file has is for all', async () => {
    const { registry } = await scene([gatewayText({ listen: '0/http' })]);
    expect(await registry.put(documentOf('cart', { metrics: METRICS }), null, BY)).toMatchObject({
      ok: true,
    });
  });
});

describe('what a change rests on', () => {
  test('another revision than the present one is stale, and changes nothing', async () => {
    const { registry } = await scene();
    const first = await registry.put(documentOf('cart'), 'none', BY);
    const other = documentOf('cart', { policies: [] });
    expect(await registry.put(other, 'none', BY)).toMatchObject({ ok: false, why: 'stale' });
    expect(await registry.put(other, { revision: 'old' }, BY)).toMatchObject({ ok: false, why: 'stale' });
    expect(await registry.remove('cart', { revision: 'old' }, BY)).toMatchObject({ ok: false, why: 'stale' });
    expect(registry.find('cart')?.revision).toBe(revisionIn(first));
    expect(await registry.put(documentOf('none'), { revision: 'old' }, BY)).toMatchObject({ why: 'stale' });
  });

  test('of two changes at once that rest on the same one is stale', async () => {
    const { registry } = await scene();
    const revision = revisionIn(await registry.put(documentOf('cart'), 'none', BY));
    const [first, second] = await Promise.all([
      registry.put(documentOf('cart', { policies: [] }), { revision }, BY),
      registry.put(
        documentOf('cart', { candidate: 'version2', policies: [{ type: 'time' }] }),
        { revision },
        BY,
      ),
    ]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, why: 'stale' });
  });

  test('what a file describes is neither replaced nor removed', async () => {
    const { registry } = await scene([SHOP]);
    const message =
      'the gateway `shop` is described by the file `0.yaml`; edit that file and start the runtime again';
    expect(await registry.put(documentOf('shop'), null, BY)).toMatchObject({ why: 'conflict', message });
    expect(await registry.remove('shop', null, BY)).toMatchObject({ why: 'conflict', message });
    expect(registry.find('shop')).not.toBeNull();
  });
});

describe('to remove a gateway', () => {
  test('ends it: it is served no more, and neither its document nor its state is left', async () => {
    const { registry, clock, store, target, events } = await scene([SHOP]);
    await registry.put(documentOf('cart'), null, BY);
    await clock.advance(15_000);
    expect(await registry.remove('cart', null, BY)).toEqual({ ok: true });
    expect(registry.find('cart')).toBeNull();
    expect(await registry.decisions('cart', 1)).toBeNull();
    expect(target.weights('cart')).toEqual(new Map());
    expect(await store.documents()).toEqual([]);
    expect((await store.load()).map(({ gateway }) => gateway)).toEqual(['shop']);
    expect(registry.list().map(({ gateway }) => gateway.name)).toEqual(['shop']);
    expect(events.at(-1)).toMatchObject({
      kind: 'removed',
      gateway: 'cart',
      reason: 'alice removed the gateway',
    });
    const heard = events.length;
    await clock.advance(MINUTE);
    expect(events.slice(heard).filter(({ gateway }) => gateway === 'cart')).toEqual([]);
    expect(target.weights('shop').get('version2')).toBeGreaterThan(1_000);
  });

  test('a new one of its name begins anew', async () => {
    const { registry, clock } = await scene();
    await registry.put(documentOf('cart'), null, BY);
    await clock.advance(MINUTE);
    await registry.remove('cart', null, BY);
    await registry.put(documentOf('cart'), 'none', BY);
    expect(registry.find('cart')?.status).toMatchObject({ phase: 'Progressing', step: 1 });
  });

  test('that is not there is unknown', async () => {
    const { registry } = await scene();
    expect(await registry.remove('cart', null, BY)).toMatchObject({ ok: false, why: 'unknown' });
  });

  test('is refused where the data plane does not let go, and nothing has changed', async () => {
    const { registry, store, target, clock } = await scene([SHOP]);
    await registry.put(documentOf('cart'), null, BY);
    await clock.advance(5_000);
    const before = await store.load();
    target.failure = 'the socket is gone';
    expect(await registry.remove('cart', null, BY)).toMatchObject({ ok: false, why: 'outside' });
    expect(await store.load()).toEqual(before);
    target.failure = null;
    await clock.advance(MINUTE);
    expect(registry.find('cart')?.status.phase).toBe('Progressing');
    expect(target.weights('cart').get('version2')).toBeGreaterThan(1_000);
  });
});

describe('changes while ticks are under way', () => {
  test('wait for the tick: what it decided is neither lost nor written over what was put', async () => {
    let release = (): void => undefined;
    class Slow extends MemoryStore {
      isSlow = false;
      override async saveOutcomes(...args: Parameters<MemoryStore['saveOutcomes']>): Promise<void> {
        if (this.isSlow) await new Promise<void>((resolve) => (release = resolve));
        return super.saveOutcomes(...args);
      }
    }
    const store = new Slow();
    const { registry, clock } = await scene([], store);
    await registry.put(documentOf('cart'), null, BY);
    await clock.rest();
    store.isSlow = true;
    await clock.advance(10_000);
    const put = registry.put(documentOf('cart', { candidate: undefined, policies: [] }), null, BY);
    await clock.rest();
    expect((await store.documents())[0]?.document).toMatchObject({ spec: { candidate: 'version2' } });
    store.isSlow = false;
    release();
    expect(await put).toMatchObject({ ok: true, managed: { status: { step: 2, phase: null } } });
    const [state] = await store.load();
    expect(state).toMatchObject({ intent: { step: 2 }, release: null });
  });

  test('a repair of the data plane meanwhile serves the gateway that has just come, too', async () => {
    const served: string[][] = [];
    class Watched extends SimulatedTarget {
      override serve(gateways: readonly Gateway[], routings: Parameters<SimulatedTarget['serve']>[1]) {
        served.push(gateways.map(({ name }) => name));
        return super.serve(gateways, routings);
      }
    }
    const target = new Watched();
    const { registry, clock } = await scene([SHOP], new MemoryStore(), target);
    await registry.put(documentOf('cart'), null, BY);
    target.forget();
    await clock.advance(10_000);
    expect(served.slice(1).every((names) => names.join() === 'shop,cart')).toBe(true);
    expect(served.length).toBeGreaterThan(2);
  });
});
