import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { firstAddress } from '../../config/gateway.js';
import type { Address, Gateway } from '../../config/gateway.js';
import { Reach } from '../../discovery/reach.js';
import { TargetError, type Routing } from '../target.js';
import { countReplies, fetchText, load } from '../testing/client.js';
import { outlined, routed } from '../testing/gateways.js';
import { startUpstream, type Upstream } from '../testing/upstream.js';
import { EmbeddedTarget } from './target.js';

const signal = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function upstream(name: string): Promise<Upstream> {
  const started = await startUpstream(name);
  closing.push(() => started.close());
  return started;
}

function embedded(): EmbeddedTarget {
  const target = new EmbeddedTarget({ grace: 100 });
  closing.push(() => target.close());
  return target;
}

function addressOf(target: EmbeddedTarget, gateway = 'shop'): Address {
  const address = target.address(gateway);
  if (address === null) throw new Error(`gateway ${gateway} has no address`);
  return address;
}

async function serve(target: EmbeddedTarget, gateway: Gateway, routing: Routing): Promise<Address> {
  await target.serve([gateway], [routing], signal);
  return addressOf(target, gateway.name);
}

async function twoVersions(): Promise<Gateway> {
  const [version1, version2] = [await upstream('version1'), await upstream('version2')];
  return outlined({ versions: { version1: version1.port, version2: version2.port } });
}

describe('addresses that may not be reached', () => {
  async function refusing(host: string): Promise<{
    readonly warned: readonly string[];
    readonly address: Address;
    readonly upstream: Upstream;
    readonly allow: () => void;
  }> {
    const started = await upstream('version1');
    const warned: string[] = [];
    let reason: string | null = 'that is ours';
    const reach = new Reach(() => (found) => (found.host === host ? null : reason));
    const target = new EmbeddedTarget({
      grace: 100,
      reach,
      warn: (gateway, text) => warned.push(`${gateway}: ${text}`),
    });
    closing.push(() => target.close());
    const gateway = outlined({ versions: { version1: 1 } });
    const addresses = [{ host, port: started.port }];
    const versions = [{ label: 'version1', endpoints: { kind: 'single', addresses } as const, labels: null }];
    const address = await serve(target, { ...gateway, versions }, routed({ version1: 10_000 }));
    return {
      warned,
      address,
      upstream: started,
      allow: () => {
        reason = null;
      },
    };
  }

  test('get no request when a name stands for them, which is told of once, until they may', async () => {
    // The name itself is allowed.
    const { warned, address, upstream: there, allow } = await refusing('localhost');
    expect(await countReplies(address, 3)).toEqual({ '502 502 Bad Gateway\n': 3 });
    expect([there.requests(), warned]).toEqual([0, [expect.stringContaining('that is ours')]]);
    allow();
    expect(await countReplies(address, 2)).toEqual({ '200 version1': 2 });
    expect(warned.slice(1)).toEqual(['shop: version1 gets requests again']);
  });

  test('get no request where they are written as such', async () => {
    const warned: string[] = [];
    const there = await upstream('version1');
    const target = new EmbeddedTarget({
      grace: 100,
      reach: new Reach(() => () => 'that is ours'),
      warn: (gateway, text) => warned.push(`${gateway}: ${text}`),
    });
    closing.push(() => target.close());
    const gateway = outlined({ versions: { version1: there.port } });
    const address = await serve(target, gateway, routed({ version1: 10_000 }));
    expect((await fetchText(address)).status).toBe(502);
    expect([there.requests(), warned]).toEqual([0, ['shop: version1 gets no requests: that is ours']]);
  });
});

describe('serve and apply', () => {
  test('requests are split exactly as the weights say, and otherwise after they changed', async () => {
    const target = embedded();
    const address = await serve(target, await twoVersions(), routed({ version1: 9_000, version2: 1_000 }));
    expect(await countReplies(address, 100)).toEqual({ '200 version1': 90, '200 version2': 10 });

    await target.apply(routed({ version1: 2_500, version2: 7_500 }), signal);
    expect(await countReplies(address, 100)).toEqual({ '200 version1': 25, '200 version2': 75 });
  });

  test('requests go by condition and by weight at once, and neither disturbs the other', async () => {
    const target = embedded();
    const versions = Object.fromEntries(
      (await twoVersions()).versions.map((version) => [version.label, firstAddress(version)?.port ?? 0]),
    );
    const gateway = outlined({
      versions,
      conditions: {
        chrome: 'header "User-Agent" regex "^.*(Chrome).*$" and not query "old" present',
        shop: 'host suffix ".shop.example" and path under "/cart"',
      },
    });
    const split = (shop: number): Routing => ({
      gateway: 'shop',
      routes: new Map([
        ['chrome', new Map([['version2', 10_000]])],
        [
          'shop',
          new Map([
            ['version1', 10_000 - shop],
            ['version2', shop],
          ]),
        ],
        ['default', new Map([['version1', 10_000]])],
      ]),
    });
    const address = await serve(target, gateway, split(5_000));
    const ask = async (path: string, headers: Readonly<Record<string, string>>): Promise<string> =>
      (await fetchText(address, { path, headers })).body;
    const cart = async (): Promise<readonly string[]> => {
      const bodies: string[] = [];
      for (let count = 0; count < 4; count += 1) {
        bodies.push(await ask('/cart/1?x', { host: 'eu.Shop.example:80' }));
      }
      return bodies.sort();
    };
    expect(await cart()).toEqual(['version1', 'version1', 'version2', 'version2']);
    await target.apply(split(2_500), signal);
    expect(await cart()).toEqual(['version1', 'version1', 'version1', 'version2']);
    expect(await ask('/', { 'user-agent': 'a Chrome b' })).toBe('version2');
    expect(await ask('/?old', { 'user-agent': 'a Chrome b' })).toBe('version1');
    expect(await ask('/cartoon', { host: 'eu.shop.example' })).toBe('version1');
    expect(await target.observe('shop', signal)).toEqual(split(2_500));
  });

  test('a version with share 0 gets nothing', async () => {
    const target = embedded();
    const address = await serve(target, await twoVersions(), routed({ version1: 10_000, version2: 0 }));
    expect(await countReplies(address, 50)).toEqual({ '200 version1': 50 });
  });

  test('no request fails while weights and versions change under load', async () => {
    const target = embedded();
    const gateway = await twoVersions();
    const third = await upstream('version3');
    const more = outlined({
      versions: {
        ...Object.fromEntries(
          gateway.versions.map((version) => [version.label, firstAddress(version)?.port ?? 0]),
        ),
        version3: third.port,
      },
    });
    const address = await serve(target, gateway, routed({ version1: 10_000 }));
    let going = true;
    const loaded = load(address, () => going);
    for (let share = 0; share <= 10_000; share += 500) {
      await target.apply(routed({ version1: 10_000 - share, version2: share }), signal);
      await fetchText(address);
    }
    await target.serve([more], [routed({ version3: 10_000 })], signal);
    await fetchText(address);
    going = false;
    const outcomes = Object.keys(await loaded).sort();
    expect(outcomes.filter((outcome) => !outcome.startsWith('200 '))).toEqual([]);
    expect((await fetchText(address)).body).toBe('version3');
  });

  test('a second serve keeps the address and the turns', async () => {
    const target = embedded();
    const gateway = await twoVersions();
    const half = routed({ version1: 5_000, version2: 5_000 });
    const address = await serve(target, gateway, half);
    expect((await fetchText(address)).body).toBe('version1');
    expect(await serve(target, gateway, half)).toEqual(address);
    expect((await fetchText(address)).body).toBe('version2');
  });

  test('a gateway that is no longer served gives up its address', async () => {
    const target = embedded();
    const address = await serve(target, await twoVersions(), routed({ version1: 10_000 }));
    await target.serve([], [], signal);
    expect(target.address('shop')).toBeNull();
    expect(await target.observe('shop', signal)).toBeNull();
    await expect(fetchText(address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('a gateway under a new name takes over the open address', async () => {
    const target = embedded();
    const gateway = await twoVersions();
    const { port } = await serve(target, gateway, routed({ version1: 10_000 }));
    const fixed = { ...gateway, listen: { host: '127.0.0.1', port, protocol: 'http' as const } };
    await target.serve([], [], signal);
    await serve(target, fixed, routed({ version1: 10_000 }));
    let going = true;
    const loaded = load({ host: '127.0.0.1', port }, () => going);
    const renamed = { ...fixed, name: 'store', application: 'store' };
    await target.serve([renamed], [routed({ version2: 10_000 }, 'store')], signal);
    expect((await fetchText(addressOf(target, 'store'))).body).toBe('version2');
    going = false;
    expect(Object.keys(await loaded).filter((outcome) => !outcome.startsWith('200 '))).toEqual([]);
  });

  test('an address in use is named, with what to do, and no other gateway is left half served', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => taken.close(() => resolve())));
    const bound = taken.address();
    const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
    const target = embedded();
    const first = await twoVersions();
    const second = { ...outlined({ name: 'cart', port, versions: { version1: 1 } }) };
    const serving = target.serve(
      [first, second],
      [routed({ version1: 10_000 }), routed({ version1: 10_000 }, 'cart')],
      signal,
    );
    await expect(serving).rejects.toThrow(TargetError);
    await expect(serving).rejects.toThrow(
      `gateway \`cart\` cannot listen on \`127.0.0.1:${port}\`: the address is in use; end the process that has it`,
    );
    expect(target.address('shop')).toBeNull();
  });

  test('weights that cannot be served exactly are refused and change nothing', async () => {
    const target = embedded();
    await serve(target, await twoVersions(), routed({ version1: 10_000 }));
    await expect(target.apply(routed({ version1: 9_000 }), signal)).rejects.toThrow('sum to 90%');
    await expect(target.apply(routed({ version9: 10_000 }), signal)).rejects.toThrow('`version9`');
    await expect(target.apply(routed({ version1: 10_000 }, 'cart'), signal)).rejects.toThrow(
      'gateway `cart` is not served here',
    );
    expect(await target.observe('shop', signal)).toEqual(routed({ version1: 10_000 }));
  });

  test('an aborted call changes nothing', async () => {
    const target = embedded();
    await serve(target, await twoVersions(), routed({ version1: 10_000 }));
    await expect(target.apply(routed({ version2: 10_000 }), AbortSignal.abort())).rejects.toThrow();
    expect(await target.observe('shop', signal)).toEqual(routed({ version1: 10_000 }));
  });
});

describe('metrics', () => {
  async function page(target: EmbeddedTarget): Promise<string> {
    const url = new URL(target.metricsUrl() ?? '');
    const reply = await fetchText({ host: url.hostname, port: Number(url.port) }, { path: url.pathname });
    expect(reply.headers['content-type']).toContain('text/plain; version=0.0.4');
    return reply.body;
  }

  test('are there before the first request, so that a first error is an increase', async () => {
    const target = embedded();
    await serve(target, await twoVersions(), routed({ version1: 10_000 }));
    const text = await page(target);
    for (const code of ['200', '500', '503']) {
      expect(text).toContain(
        `lamia_gateway_responses_total{application="shop",version="version2",route="default",code="${code}"} 0`,
      );
    }
    expect(text).toMatch(/lamia_gateway_response_duration_seconds_count\{.*version="version2".*\} 0/);
  });

  test('count every route by itself', async () => {
    const target = embedded();
    const versions = Object.fromEntries(
      (await twoVersions()).versions.map((version) => [version.label, firstAddress(version)?.port ?? 0]),
    );
    const gateway = outlined({ versions, conditions: { beta: 'header "X-Beta" present' } });
    const only = (version: string) => new Map([[version, 10_000]]);
    const routes = new Map([
      ['beta', only('version2')],
      ['default', only('version1')],
    ]);
    const address = await serve(target, gateway, { gateway: 'shop', routes });
    await fetchText(address, { headers: { 'x-beta': '1' } });
    await countReplies(address, 3);
    const text = await page(target);
    expect(text).toContain('version="version2",route="beta",code="200"} 1\n');
    expect(text).toContain('version="version1",route="default",code="200"} 3\n');
    expect(text).toContain('version="version2",route="default",code="200"} 0\n');
  });

  test('count every response of every version, and go on over a second serve', async () => {
    const target = embedded();
    const gateway = await twoVersions();
    const routing = routed({ version1: 8_000, version2: 2_000 });
    const address = await serve(target, gateway, routing);
    await countReplies(address, 50);
    await serve(target, gateway, routing);
    await countReplies(address, 50);
    const text = await page(target);
    expect(text).toContain('{application="shop",version="version1",route="default",code="200"} 80');
    expect(text).toContain('{application="shop",version="version2",route="default",code="200"} 20');
    expect(text).toMatch(/response_duration_seconds_count\{.*version="version1".*\} 80/);
    expect(text).toMatch(/response_duration_seconds_bucket\{le="10".*version="version1".*\} 80/);
  });

  test('have an address only while something is served', async () => {
    const target = embedded();
    expect(target.metricsUrl()).toBeNull();
    await serve(target, await twoVersions(), routed({ version1: 10_000 }));
    expect(target.metricsUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    await target.close();
    expect(target.metricsUrl()).toBeNull();
  });
});
