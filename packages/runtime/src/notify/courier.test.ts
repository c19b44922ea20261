import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type {
  NotifierSpec,
  SlackNotifier,
  WebhookNotifier,
} from '../config/runtime/runtime-configuration.js';
import { isSigned, type SignedHeaders } from '../http/signature.js';
import { FakeClock } from '../release/testing/clock.js';
import { LibsqlStore } from '../store/libsql/libsql-store.js';
import { address } from './address.js';
import { Courier } from './courier.js';
import type { CourierReport } from './lane.js';
import { promoted, rolledBack, shifted } from './testing/events.js';
import { openReceiver, status, type Receiver } from './testing/receiver.js';

const NOW = 1_700_000_000_000;
const KEY = 'a signing key of more than 24 bytes';

let folder: string;
let receiver: Receiver;
let clock: FakeClock;
let store: LibsqlStore;
let courier: Courier;
let reports: CourierReport[];
let faults: unknown[];

const slack: SlackNotifier = {
  name: 'team',
  kind: 'slack',
  url: { kind: 'file', path: '' },
  level: 'info',
  gateways: null,
  timeout: 20_000,
};
const webhook = (): WebhookNotifier => ({
  ...slack,
  name: 'audit',
  kind: 'webhook',
  url: { kind: 'file', path: join(folder, 'url') },
  signingKey: { kind: 'file', path: join(folder, 'key') },
});
const team = (): SlackNotifier => ({ ...slack, url: { kind: 'file', path: join(folder, 'url') } });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-courier-'));
  receiver = await openReceiver();
  await writeFile(join(folder, 'url'), `${receiver.url}services/T0/secret\n`);
  await writeFile(join(folder, 'key'), `${KEY}\n`);
  clock = new FakeClock(NOW);
  reports = [];
  faults = [];
});
afterEach(async () => {
  await end();
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

async function begin(...notifiers: readonly NotifierSpec[]): Promise<void> {
  store = LibsqlStore.open(join(folder, 'state.db'), { address: (events) => address(notifiers, events) });
  courier = new Courier(notifiers, {
    clock,
    outbox: store.outbox,
    random: () => 0,
    report: (report) => reports.push(report),
    fault: (fault) => faults.push(fault),
  });
  await courier.start();
}

async function end(): Promise<void> {
  await courier.stop();
  await store.close();
}

/** Waits for something that needs real time, such as an answer over a socket. */
async function until(isSo: () => boolean): Promise<void> {
  for (let n = 0; !isSo(); n += 1) {
    if (n > 2_000) throw new Error(`that never came: ${JSON.stringify(reports)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const reported = (count: number): Promise<void> => until(() => reports.length >= count);
const bodies = (): readonly unknown[] => receiver.received.map(({ body }) => JSON.parse(body) as unknown);

describe('Slack', () => {
  test('gets what its incoming webhooks take, and nobody can be called by a text from outside', async () => {
    await begin(team());
    courier.note(rolledBack('shop', NOW));
    await reported(1);
    expect(receiver.received).toMatchObject([
      { path: '/services/T0/secret', headers: { 'content-type': 'application/json' } },
    ]);
    expect(bodies()).toEqual([
      {
        attachments: [
          {
            color: '#a30200',
            fallback: 'shop: rolled back, version1 is stable',
            text: '*shop*: rolled back, version1 is stable\ntoo many &lt;errors&gt; &amp; more',
            mrkdwn_in: ['text'],
            ts: NOW / 1000,
          },
        ],
      },
    ]);
    expect(reports).toEqual([{ kind: 'delivered', notifier: 'team', count: 1 }]);
  });

  test('gets what waits together, at most 20 in one message', async () => {
    await begin(team());
    for (let n = 0; n < 25; n += 1) courier.note(shifted('shop', NOW + n));
    await reported(2);
    expect(reports.map((report) => report.kind === 'delivered' && report.count)).toEqual([20, 5]);
  });
});

describe('a webhook', () => {
  test('gets one notification a request, signed', async () => {
    await begin(webhook());
    courier.note(shifted('shop', NOW));
    courier.note(promoted('shop', NOW));
    await reported(2);
    const [first, second] = receiver.received;
    if (first === undefined || second === undefined) throw new Error('two were delivered');
    for (const { headers, body } of [first, second]) {
      const signed = headers as unknown as SignedHeaders; // which is what the next line finds out
      expect(isSigned(Buffer.from(KEY), signed, body, clock.now())).toBe(true);
      expect(JSON.parse(body)).toMatchObject({ id: headers['webhook-id'] });
    }
    expect(first.headers['webhook-id']).not.toBe(second.headers['webhook-id']);
    expect(bodies()[0]).toEqual({
      id: first.headers['webhook-id'],
      event: 'shifted',
      level: 'info',
      gateway: 'shop',
      at: new Date(NOW).toISOString(),
      title: 'weights changed to version1 90%, version2 10%',
      reason: 'version2 gains 10%',
      routes: [{ name: 'default', weights: { version1: 90, version2: 10 } }],
    });
  });
});

describe('an outage', () => {
  test('is waited for, longer each time, with the same key, and nothing overtakes', async () => {
    receiver.answer(status(500), status(502), status(503));
    await begin(webhook());
    courier.note(shifted('shop', NOW));
    courier.note(promoted('shop', NOW));
    for (const [attempts, pause] of [1_000, 2_000, 4_000].entries()) {
      await reported(attempts + 1);
      await clock.advance(pause - 1);
      expect(receiver.received).toHaveLength(attempts + 1);
      await clock.advance(1);
    }
    await reported(5);
    expect(reports.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'failed', 'delivered', 'delivered']);
    expect(reports[2]).toEqual({
      kind: 'failed',
      notifier: 'audit',
      attempts: 3,
      why: 'it answered with status 503',
    });
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids.slice(0, 4)).size).toBe(1);
    expect(ids[4]).not.toBe(ids[0]);
  });

  test('of one notifier keeps no other waiting', async () => {
    const other = await openReceiver();
    await writeFile(join(folder, 'other'), other.url);
    receiver.answer(status(500));
    await begin(team(), { ...webhook(), url: { kind: 'file', path: join(folder, 'other') } });
    courier.note(promoted('shop', NOW));
    await reported(2);
    expect(reports.map(({ kind, notifier }) => `${kind} ${notifier}`).toSorted()).toEqual([
      'delivered audit',
      'failed team',
    ]);
    await other.close();
  });

  test('ends sooner where the address is mended: it is read anew each time', async () => {
    await writeFile(join(folder, 'url'), 'http://127.0.0.1:1/');
    await begin(team());
    courier.note(promoted('shop', NOW));
    await reported(1);
    expect(reports).toMatchObject([{ kind: 'failed' }]);
    await writeFile(join(folder, 'url'), receiver.url);
    await clock.advance(1_000);
    await reported(2);
    expect(reports[1]).toMatchObject({ kind: 'delivered' });
  });

  test('that asks for a time is given it', async () => {
    receiver.answer(status(429, { 'Retry-After': '30' }));
    await begin(team());
    courier.note(promoted('shop', NOW));
    await reported(1);
    await clock.advance(29_999);
    expect(receiver.received).toHaveLength(1);
    await clock.advance(1);
    await reported(2);
    expect(receiver.received).toHaveLength(2);
  });

  test('of longer than a day ends with the news being old', async () => {
    receiver.answer(status(500));
    await begin(team());
    await store.outbox.put(address([team()], [promoted('shop', NOW - 25 * 3_600_000)]));
    courier.note(shifted('shop', NOW));
    await reported(2);
    expect(reports).toMatchObject([
      { kind: 'lost', count: 1, why: 'in a day nobody took them: it answered with status 500' },
      { kind: 'failed' },
    ]);
    await clock.advance(1_000);
    await reported(3);
    expect(reports[2]).toMatchObject({ kind: 'delivered', count: 1 });
  });

  test('is not made longer by a clock that is set back', async () => {
    receiver.answer(status(500));
    clock = new FakeClock(NOW + 10 * 3_600_000);
    await begin(team());
    courier.note(promoted('shop', NOW));
    await reported(1);
    await end();
    clock = new FakeClock(NOW);
    await begin(team());
    await reported(2);
    expect(reports[1]).toMatchObject({ kind: 'delivered' });
  });
});

test('a message that is refused is given up, and the next one goes out', async () => {
  receiver.answer((response) => response.writeHead(400).end('invalid_payload'));
  await begin(webhook());
  courier.note(shifted('shop', NOW));
  courier.note(promoted('shop', NOW));
  await reported(2);
  expect(reports).toEqual([
    { kind: 'lost', notifier: 'audit', count: 1, why: 'it answered with status 400: invalid_payload' },
    { kind: 'delivered', notifier: 'audit', count: 1 },
  ]);
});

describe('a restart', () => {
  test('goes on with what was not delivered', async () => {
    receiver.answer(status(503));
    await begin(webhook());
    courier.note(promoted('shop', NOW));
    await reported(1);
    await end();
    await begin(webhook());
    await clock.advance(1_000);
    await reported(2);
    const [before, after] = receiver.received;
    expect(after?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
    expect(after?.body).toBe(before?.body);
    await clock.advance(3_600_000);
    expect(receiver.received).toHaveLength(2);
  });

  test('tells what was stored before the process was killed, and never published', async () => {
    await begin(webhook());
    await courier.stop();
    const state = { gateway: 'shop' } as never; // the store takes whatever JSON a state is
    await store.saveOutcomes([{ state, record: null, told: [promoted('shop', NOW)] }]);
    expect(receiver.received).toEqual([]);
    await store.close();
    await begin(webhook());
    await reported(1);
    expect(bodies()).toMatchObject([{ event: 'ended', gateway: 'shop' }]);
  });

  test('forgets what was meant for a notifier that is gone, and says so', async () => {
    await begin(webhook());
    await courier.stop();
    await store.outbox.put(address([team()], [promoted('shop', NOW)]));
    await store.close();
    await begin(webhook());
    expect(reports).toEqual([
      { kind: 'lost', notifier: 'team', count: 1, why: 'no such notifier is configured any more' },
    ]);
    expect(await store.outbox.depths()).toEqual(new Map());
  });
});

test('an event that was stored with its progress and is published after it is told once', async () => {
  await begin(webhook());
  const state = { gateway: 'shop' } as never; // the store takes whatever JSON a state is
  const event = promoted('shop', NOW);
  await store.saveOutcomes([{ state, record: null, told: [event] }]);
  courier.note(event);
  await reported(1);
  courier.note(event);
  courier.note(promoted('other', NOW));
  await reported(2);
  expect(bodies()).toMatchObject([{ gateway: 'shop' }, { gateway: 'other' }]);
});

test('a tick that fails again and again is told once, until one goes well', async () => {
  await begin(webhook());
  const failed = (at: number) =>
    ({ kind: 'tick-failed', gateway: 'shop', at, reason: 'the disk is full' }) as const;
  courier.note(failed(NOW));
  courier.note(failed(NOW + 1));
  await reported(1);
  const record = {
    gateway: 'shop',
    at: NOW,
    phase: null,
    step: 0,
    routes: [],
    shift: null,
    drift: null,
    outcomes: [],
    operation: null,
    reason: '',
  };
  courier.note({ kind: 'ticked', gateway: 'shop', at: NOW, reason: '', record });
  courier.note(failed(NOW + 2));
  await reported(2);
  expect(bodies()).toMatchObject([
    { at: new Date(NOW).toISOString() },
    { at: new Date(NOW + 2).toISOString() },
  ]);
});

test('a notifier that never answers keeps nobody waiting, and is left when the runtime ends', async () => {
  receiver.answer(() => undefined);
  await begin(team());
  courier.note(promoted('shop', NOW));
  await until(() => receiver.received.length === 1);
  courier.note(shifted('shop', NOW));
  const state = { gateway: 'shop' } as never; // the store takes whatever JSON a state is
  await store.saveOutcomes([{ state, record: null, told: [promoted('shop', NOW + 1)] }]);
  await courier.stop();
  expect(await store.outbox.depths()).toEqual(new Map([['team', 3]]));
});

describe('no report holds a secret', () => {
  const secrets = (): readonly string[] => [KEY, 'services/T0/secret', 'T0/secret'];

  test.each([
    [
      'what the other side says',
      (text: string) => (response: Parameters<ReturnType<typeof status>>[0]) =>
        void response.writeHead(403).end(text),
    ],
    ['a redirect', () => status(302, { Location: 'http://127.0.0.1:1/services/T0/secret' })],
    [
      'a connection that is lost',
      () => (response: Parameters<ReturnType<typeof status>>[0]) => void response.destroy(),
    ],
  ])('in %s', async (_, answer) => {
    receiver.answer(answer(`${receiver.url}services/T0/secret and /services/T0/secret, signed with ${KEY}`));
    await begin(webhook());
    courier.note(promoted('shop', NOW));
    await reported(1);
    expect(reports).toMatchObject([{ kind: 'failed' }]);
    for (const secret of secrets()) expect(JSON.stringify(reports)).not.toContain(secret);
  });

  test.each([
    ['url', 'ftp://secret.example/T0/secret', 'its address is no `http://` or `https://` one'],
    ['url', 'secret.example', 'its address is no `http://` or `https://` one'],
    ['key', 'T0/secret', 'its signing key has fewer than 24 bytes'],
  ])('in a complaint about the %s `%s`', async (name, text, why) => {
    await writeFile(join(folder, name), text);
    await begin(webhook());
    courier.note(promoted('shop', NOW));
    await reported(1);
    expect(reports).toEqual([{ kind: 'failed', notifier: 'audit', attempts: 1, why }]);
    expect(receiver.received).toEqual([]);
  });

  test('nor does what is stored', async () => {
    receiver.answer(status(500));
    await begin(webhook());
    courier.note(promoted('shop', NOW));
    await reported(1);
    for (const secret of secrets())
      expect(JSON.stringify(await store.outbox.waiting('audit', 9))).not.toContain(secret);
  });
});
