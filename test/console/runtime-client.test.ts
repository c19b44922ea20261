import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RuntimeClient } from '../../packages/playground/src/runtime-api/client.js';
import { follow, type LiveState } from '../../packages/playground/src/runtime-api/live.js';
import { TokenKeeper } from '../../packages/playground/src/runtime-api/token.js';
import { ServedApi, tokenOf } from '../../packages/runtime/src/api/testing/served-api.js';

/*
 * What the console asks a runtime by, against the API itself. Node has the same `fetch` as browsers as far as it goes.
 */

const SHOP = { path: { name: 'shop' } };
const TIMING = { firstPause: 10, longestPause: 20, silence: 20_000 };

let api: ServedApi;
let stop: AbortController;
beforeEach(async () => {
  api = await ServedApi.start({ withTokens: true });
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await api.close();
});

const as = (token: string | null, url = api.url): RuntimeClient => new RuntimeClient(url, () => token);

describe('the client of the console', () => {
  test('asks in the name of its reader and takes an answer with its entity tag', async () => {
    const client = as(tokenOf('viewer'));
    expect(await client.call('getRuntime', { path: {} }, stop.signal)).toMatchObject({
      kind: 'answered',
      body: { caller: { role: 'viewer' } },
    });
    expect(await client.call('getGateway', SHOP, stop.signal)).toMatchObject({
      kind: 'answered',
      etag: '"r1"',
    });
  });

  test('gives a refusal as what it is: who may not, what was changed in between', async () => {
    expect(await as(null).call('listGateways', { path: {} }, stop.signal)).toMatchObject({
      kind: 'refused',
      problem: { status: 401 },
    });
    const pause = await as(tokenOf('viewer')).call('pauseGateway', { ...SHOP, body: {} }, stop.signal);
    expect(pause).toMatchObject({
      kind: 'refused',
      problem: { status: 403, detail: expect.stringContaining('operator') },
    });
    const client = as(tokenOf('admin'));
    const document = await client.call('getGateway', SHOP, stop.signal);
    if (document.kind !== 'answered') throw new Error(document.kind);
    const put = { ...SHOP, body: document.body, headers: { 'if-match': '"another"' } };
    expect(await client.call('putGateway', put, stop.signal)).toMatchObject({ problem: { status: 412 } });
  });

  test('says so where nobody answers, or nobody wants to know any more', async () => {
    const gone = as(null, 'http://127.0.0.1:9/');
    expect(await gone.call('getRuntime', { path: {} }, stop.signal)).toEqual({
      kind: 'outside',
      message: 'the runtime cannot be reached',
    });
    stop.abort();
    expect(await as(null).call('getRuntime', { path: {} }, stop.signal)).toEqual({ kind: 'cancelled' });
  });
});

/** Follows the events until the state or the event that is wanted has come. */
async function followed(
  client: RuntimeClient,
  isEnough: (states: readonly LiveState[], events: readonly string[]) => boolean,
) {
  const states: LiveState[] = [];
  const events: string[] = [];
  const look = (): void => {
    if (isEnough(states, events)) stop.abort();
  };
  await follow(
    client,
    {
      onState: (state) => {
        states.push(state);
        if (state.kind === 'live')
          api.events.append({ kind: 'frozen', gateway: 'shop', at: 1, reason: `live ${states.length}` });
        look();
      },
      onEvent: ({ data }) => {
        events.push((JSON.parse(data) as { reason: string }).reason);
        look();
      },
    },
    stop.signal,
    TIMING,
  );
  return { kinds: states.map(({ kind }) => kind), events };
}

describe('the events of the console', () => {
  test('come with a token, and as they happen', async () => {
    const { kinds, events } = await followed(as(tokenOf('viewer')), (_states, got) => got.includes('live 2'));
    expect(kinds).toEqual(['connecting', 'live']);
    expect(events).toContain('live 2');
  });

  test('go on where they broke off', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers['last-event-id']);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`id: a-${asked.length}\nevent: frozen\ndata: {"reason":"event ${asked.length}"}\n\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = as(null, `http://127.0.0.1:${port}/`);
    const { events } = await followed(client, (_states, got) => got.length === 3);
    server.close();
    expect(events).toEqual(['event 1', 'event 2', 'event 3']);
    expect(asked).toEqual([undefined, 'a-1', 'a-2']);
  });

  test('are not asked for again where they are refused', async () => {
    const { kinds } = await followed(as('a-stranger'), () => false);
    expect(kinds).toEqual(['connecting', 'refused']);
  });

  test('are tried again while nobody answers', async () => {
    const { kinds } = await followed(as(null, 'http://127.0.0.1:9/'), (states) => states.length === 4);
    expect(kinds).toEqual(['connecting', 'lost', 'lost', 'lost']);
  });
});

describe('the token', () => {
  const storage = (): Map<string, string> & {
    getItem(key: string): string | null;
    setItem(key: string, text: string): void;
    removeItem(key: string): void;
  } => {
    const map = new Map<string, string>();
    return Object.assign(map, {
      getItem: (key: string) => map.get(key) ?? null,
      setItem: (key: string, text: string) => void map.set(key, text),
      removeItem: (key: string) => void map.delete(key),
    });
  };

  test('is in memory alone unless it shall outlive a reload, and then in this tab’s storage', () => {
    const kept = storage();
    const keeper = new TokenKeeper(kept);
    keeper.use('secret', false);
    expect([keeper.token, keeper.isKept, kept.size]).toEqual(['secret', false, 0]);
    keeper.use('secret', true);
    expect(new TokenKeeper(kept).token).toBe('secret');
    keeper.use('other', false);
    expect([kept.size, new TokenKeeper(kept).token]).toEqual([0, null]);
    keeper.forget();
    expect(keeper.token).toBeNull();
  });

  test('works where storage is forbidden', () => {
    const forbidden = (): never => {
      throw new Error('forbidden');
    };
    const keeper = new TokenKeeper({ getItem: forbidden, setItem: forbidden, removeItem: forbidden });
    keeper.use('secret', true);
    expect([keeper.token, keeper.isKept]).toEqual(['secret', false]);
  });
});
