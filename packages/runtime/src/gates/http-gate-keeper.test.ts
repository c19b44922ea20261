import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isSigned, signingKey, type SignedHeaders } from '../http/signature.js';
import { serve, type TestServer } from '../http/testing/server.js';
import type { Clock, GateQuestion } from '../release/ports.js';
import { HttpGateKeeper } from './http-gate-keeper.js';

const KEY = 'a key of more than 24 bytes, for sure';
const NOW = 1_700_000_000_000;

const QUESTION: GateQuestion = {
  id: 'shop/1000/qa/2000',
  webhook: 'desk',
  gateway: 'shop',
  gate: 'qa',
  stable: 'version1',
  candidate: 'version2',
  routes: [
    {
      route: 'default',
      shares: [
        ['version1', 9_000],
        ['version2', 1_000],
      ],
    },
  ],
  reason: 'waits for the webhook of the gate `qa`',
  askedAt: 2_000,
};

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = (response: ServerResponse) => void;

let server: TestServer;
let received: Received[];
let replies: Reply[];
let waits: number[];
let keeper: HttpGateKeeper;

/** Lets every pause pass at once, and remembers how long it was. */
const clock: Clock = {
  now: () => NOW,
  sleep: (duration) => {
    waits.push(duration);
    return Promise.resolve();
  },
};

const reply =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) =>
    response.writeHead(status, headers).end(body);

beforeEach(async () => {
  received = [];
  replies = [];
  waits = [];
  server = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      (replies.shift() ?? reply(200))(response);
    });
  });
  process.env['GATES_TEST_URL'] = new URL('hooks/secret-path', server.url).href;
  process.env['GATES_TEST_KEY'] = KEY;
  keeper = new HttpGateKeeper(
    [
      {
        name: 'desk',
        url: { kind: 'environment', name: 'GATES_TEST_URL' },
        signingKey: { kind: 'environment', name: 'GATES_TEST_KEY' },
        timeout: 5_000,
      },
    ],
    clock,
  );
});

afterEach(async () => {
  keeper.close();
  await server.close();
  delete process.env['GATES_TEST_URL'];
  delete process.env['GATES_TEST_KEY'];
});

async function ask(question: GateQuestion = QUESTION, signal = new AbortController().signal) {
  const troubles: string[] = [];
  const answer = await keeper.ask(question, (message) => troubles.push(message), signal);
  return { answer, troubles };
}

describe('a webhook at a gate', () => {
  test('is asked with signed JSON that says what it is about', async () => {
    await ask();
    const [request] = received;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      id: 'shop/1000/qa/2000',
      gateway: 'shop',
      gate: 'qa',
      stable: 'version1',
      candidate: 'version2',
      routes: [{ name: 'default', weights: { version1: 90, version2: 10 } }],
      reason: 'waits for the webhook of the gate `qa`',
      askedAt: '1970-01-01T00:00:02.000Z',
    });
    expect(request?.headers['content-type']).toBe('application/json');
    const key = signingKey(KEY);
    if (key === null || request === undefined) throw new Error('nothing was received');
    const headers = request.headers as unknown as SignedHeaders; // as a receiver reads them
    expect(isSigned(key, headers, request.body, NOW)).toBe(true);
    expect(isSigned(key, headers, request.body.replace('shop', 'cart'), NOW)).toBe(false);
  });

  test.each([
    [reply(200), true, 'the webhook `desk`'],
    [reply(204), true, 'the webhook `desk`'],
    [reply(200, 'ok'), true, 'the webhook `desk`'],
    [reply(200, '{"approved": true, "reason": "tests passed"}'), true, 'the webhook `desk` (tests passed)'],
    [reply(200, '{"approved": false, "reason": "no\\nway"}'), false, 'the webhook `desk` (no way)'],
    [reply(403), false, 'the webhook `desk`'],
    [reply(403, '{"approved": true, "reason": "frozen"}'), false, 'the webhook `desk` (frozen)'],
  ])('answers %#', async (given, approved, by) => {
    replies.push(given);
    expect(await ask()).toEqual({ answer: { approved, by }, troubles: [] });
  });

  test('is asked again with growing pauses where it has no answer', async () => {
    replies.push(
      reply(503),
      reply(202),
      reply(404),
      (response) => response.destroy(),
      reply(200, '{"approved": "yes"}'),
      ...Array.from({ length: 4 }, () => reply(500)),
    );
    const { answer, troubles } = await ask();
    expect(answer.approved).toBe(true);
    expect(troubles.slice(0, 5)).toEqual([
      'it answered with status 503',
      'it has no answer yet (status 202)',
      'it answered with status 404',
      expect.stringContaining('the webhook `desk` cannot be reached'),
      '`approved` in its answer is neither `true` nor `false`',
    ]);
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000));
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });

  test('may bid to come again later, but not sooner', async () => {
    replies.push(
      reply(202, '', { 'retry-after': '30' }),
      reply(202, '', { 'retry-after': '0' }),
      reply(202, '', { 'retry-after': 'tomorrow' }),
    );
    await ask();
    expect(waits).toEqual([30_000, 2_000, 4_000]);
  });

  test('is not followed elsewhere', async () => {
    replies.push(reply(302, '', { location: new URL('elsewhere', server.url).href }));
    const { troubles } = await ask();
    expect(troubles).toEqual([expect.stringContaining('redirects elsewhere (status 302)')]);
    expect(received).toHaveLength(2);
  });

  test('never has its address or key shown, not even when it sends them back', async () => {
    const address = process.env['GATES_TEST_URL'] ?? '';
    replies.push(
      (response) => response.destroy(),
      reply(200, JSON.stringify({ approved: false, reason: `no ${address} ${KEY}` })),
    );
    const said = JSON.stringify(await ask());
    expect(said).not.toContain('secret-path');
    expect(said).not.toContain(KEY);
  });

  test('without an address, a key, or a name that is known is asked again once there is one', async () => {
    const address = process.env['GATES_TEST_URL'] ?? '';
    const steps = [
      () => delete process.env['GATES_TEST_URL'],
      () => (process.env['GATES_TEST_URL'] = 'ftp://127.0.0.1/'),
      () => Object.assign(process.env, { GATES_TEST_URL: address, GATES_TEST_KEY: 'short' }),
      () => (process.env['GATES_TEST_KEY'] = KEY),
    ];
    const stepping: Clock = { ...clock, sleep: () => Promise.resolve(void steps.shift()?.()) };
    const spec = {
      name: 'desk',
      url: { kind: 'environment', name: 'GATES_TEST_URL' },
      signingKey: { kind: 'environment', name: 'GATES_TEST_KEY' },
      timeout: 5_000,
    } as const;
    const stubborn = new HttpGateKeeper([spec], stepping);
    steps.shift()?.();
    const troubles: string[] = [];
    await stubborn.ask(QUESTION, (message) => troubles.push(message), new AbortController().signal);
    stubborn.close();
    expect(troubles).toEqual([
      'the environment variable `GATES_TEST_URL` with the address of a webhook is not set',
      'its address is no `http://` or `https://` one',
      'its signing key has fewer than 24 bytes',
    ]);
    expect([keeper.knows('desk'), keeper.knows('desc')]).toEqual([true, false]);
  });

  test('is asked no more once nobody wants to know', async () => {
    const ending = new AbortController();
    replies.push((response) => {
      ending.abort(new Error('the release goes back'));
      response.end();
    });
    await expect(ask(QUESTION, ending.signal)).rejects.toThrow('the release goes back');
  });
});
