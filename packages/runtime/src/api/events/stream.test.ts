import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import type { ReleaseEvent } from '../../release/events.js';
import { EventLog } from './log.js';
import { streamEvents } from './stream.js';

const failed = (n: number, gateway = 'shop'): ReleaseEvent => ({
  kind: 'target-failed',
  gateway,
  at: n,
  reason: `event ${n}`,
});

function logOf(events: number, capacity = 10): EventLog {
  const log = new EventLog(capacity, 'life');
  for (let n = 1; n <= events; n += 1) log.append(failed(n));
  return log;
}

/** What a client has got: ids and kinds. */
const told = (text: string): readonly string[] =>
  [...text.matchAll(/^id: (.*)\nevent: (.*)$/gm)].map(([, id, kind]) => `${id} ${kind}`);

const all = { wanted: () => true, heartbeat: 60_000 };

describe('streamEvents', () => {
  test('begins with what happens from now on', () => {
    const log = logOf(3);
    const out = new PassThrough();
    streamEvents(log, out, { ...all, from: log.resume(null) });
    log.append(failed(4));
    const text = String(out.read());
    expect(text).toContain(
      'id: life-4\nevent: target-failed\ndata: {"kind":"target-failed","gateway":"shop","at":4,',
    );
    expect(told(text)).toEqual(['life-4 target-failed']);
  });

  test.each([
    ['life-3', ['life-4 target-failed', 'life-5 target-failed']],
    ['life-5', []],
    [
      'life-1',
      [
        'life-1 missed',
        'life-2 target-failed',
        'life-3 target-failed',
        'life-4 target-failed',
        'life-5 target-failed',
      ],
    ],
    [
      'life-0',
      [
        'life-1 missed',
        'life-2 target-failed',
        'life-3 target-failed',
        'life-4 target-failed',
        'life-5 target-failed',
      ],
    ],
    ['other-3', ['life-5 missed']],
    ['life-99', ['life-5 missed']],
    ['nonsense', ['life-5 missed']],
    ['life-3x', ['life-5 missed']],
  ])('goes on after %s', (id, expected) => {
    // `life-1` itself is gone, but nothing after it is.
    const log = logOf(5, 4);
    const out = new PassThrough();
    streamEvents(log, out, { ...all, from: log.resume(id) });
    expect(told(String(out.read()))).toEqual(id === 'life-1' ? expected.slice(1) : expected);
  });

  test('sends only what is wanted', () => {
    const log = logOf(0);
    const out = new PassThrough();
    streamEvents(log, out, { ...all, wanted: ({ gateway }) => gateway === 'news', from: log.resume(null) });
    log.append(failed(1));
    log.append(failed(2, 'news'));
    expect(told(String(out.read()))).toEqual(['life-2 target-failed']);
  });

  test('piles nothing up for a client that reads slowly, and loses nothing', async () => {
    const log = logOf(0, 100);
    const received: string[] = [];
    let goOn: () => void = () => undefined;
    const out = new Writable({
      highWaterMark: 1,
      write: (chunk: Buffer, _encoding, done) => {
        received.push(chunk.toString());
        goOn = done;
      },
    });
    streamEvents(log, out, { ...all, from: log.resume(null) });
    for (let n = 1; n <= 50; n += 1) log.append(failed(n));
    expect(received).toHaveLength(1);
    expect(out.writableLength).toBeLessThan(200);
    for (let n = 0; n < 60; n += 1) {
      goOn();
      await new Promise(setImmediate);
    }
    expect(told(received.join(''))).toEqual(
      Array.from({ length: 50 }, (_, n) => `life-${n + 1} target-failed`),
    );
  });

  test('drops a client that fell behind what is kept', async () => {
    const log = logOf(0, 10);
    let goOn: () => void = () => undefined;
    const out = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => (goOn = done) });
    streamEvents(log, out, { ...all, from: log.resume(null) });
    for (let n = 1; n <= 50; n += 1) log.append(failed(n));
    const closed = once(out, 'close');
    goOn();
    await closed;
    expect(log.listeners).toBe(0);
  });

  test('drops a client that takes nothing at all', async () => {
    const log = logOf(0, 10);
    const out = new Writable({ highWaterMark: 1, write: () => undefined });
    streamEvents(log, out, { ...all, heartbeat: 5, from: log.resume(null) });
    await once(out, 'close');
    expect(log.listeners).toBe(0);
  });

  test('shows that it is still there', async () => {
    const log = logOf(0);
    const out = new PassThrough();
    const end = streamEvents(log, out, { ...all, heartbeat: 5, from: log.resume(null) });
    let text = '';
    out.on('data', (chunk: Buffer) => (text += chunk.toString()));
    while (!text.includes(': still here\n\n: still here\n\n')) await once(out, 'data');
    end();
    expect(log.listeners).toBe(0);
  });

  test('ends when it is told to', async () => {
    const log = logOf(0);
    const out = new PassThrough();
    const end = streamEvents(log, out, { ...all, from: log.resume(null) });
    end();
    out.resume();
    await once(out, 'end');
    log.append(failed(1));
    expect(log.listeners).toBe(0);
  });
});
