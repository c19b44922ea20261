import { setTimeout } from 'node:timers/promises';
import type { Milliseconds } from '../config/duration.js';
import { errorCode } from '../errors/error-code.js';
import { failureText } from '../http/failure-text.js';
import type { ApiClient } from './api-client.js';
import { EventBlocks, type StreamedEvent } from './streamed-event.js';

/** The stream cannot be had, and asking again would not help. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused';
  readonly isOutside: boolean;

  constructor(message: string, isOutside: boolean) {
    super(message);
    this.isOutside = isOutside;
  }
}

export interface StreamWish {
  readonly gateway?: string;
  readonly namespace?: string;
}

/** The runtime sends a sign of life every 15 s. */
const SILENCE: Milliseconds = 45_000;
const FIRST_PAUSE: Milliseconds = 500;
const LONGEST_PAUSE: Milliseconds = 30_000;

/**
 * Everything that happens, until `signal` is aborted: a connection that is lost is made again, and goes on where it broke off.
 * @param onLost hears why a connection was lost
 * @throws StreamRefused where the first connection fails, or where the runtime refuses one
 */
export async function* streamEvents(
  client: ApiClient,
  query: StreamWish,
  onLost: (why: string) => void,
  signal: AbortSignal,
): AsyncGenerator<StreamedEvent> {
  let last: string | null = null;
  let failures = 0;
  let hasBegun = false;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      for await (const event of connection(client, query, last, signal)) {
        hasBegun = true;
        failures = 0;
        if (event === null) continue;
        last = event.id ?? last;
        yield event;
      }
      onLost('the runtime ended the stream');
    } catch (error) {
      if (isOver()) return;
      const refused = error instanceof StreamRefused ? error : lost(error);
      if (!refused.isOutside || !hasBegun) throw refused;
      onLost(refused.message);
    }
    failures += 1;
    await pause(Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE), signal);
  }
}

/** The events of one connection; null for a sign of life. */
async function* connection(
  client: ApiClient,
  query: StreamWish,
  last: string | null,
  signal: AbortSignal,
): AsyncGenerator<StreamedEvent | null> {
  const silence = new Silence(signal);
  try {
    const answer = await fetch(client.address('streamEvents', { query }), {
      headers: {
        Accept: 'text/event-stream',
        ...client.authorization(),
        ...(last !== null && { 'Last-Event-ID': last }),
      },
      redirect: 'error',
      signal: silence.signal,
    });
    if (!answer.ok || answer.body === null) throw await refusal(answer);
    const decoder = new TextDecoder();
    const blocks = new EventBlocks();
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      silence.broken();
      yield* blocks.take(decoder.decode(chunk, { stream: true }));
    }
  } finally {
    silence.end();
  }
}

async function refusal(answer: Response): Promise<StreamRefused> {
  const text = await answer.text();
  const found = /"detail":\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  const detail = found === undefined ? `status ${answer.status}` : String(JSON.parse(found));
  return new StreamRefused(detail, answer.status >= 500 || answer.status === 429);
}

function lost(error: unknown): StreamRefused {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = errorCode(cause) ?? errorCode(error);
  return new StreamRefused(
    `the runtime cannot be reached: ${code === null ? 'the connection was lost' : failureText(code)}`,
    true,
  );
}

/** A signal that is aborted with another one, or when nothing was heard for too long. */
class Silence {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  #timer: NodeJS.Timeout;

  constructor(outer: AbortSignal) {
    this.#outer = outer;
    outer.addEventListener('abort', this.#abort, { once: true });
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  broken(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#abort);
    this.#controller.abort();
  }

  readonly #abort = (): void => {
    this.#controller.abort();
  };

  #start(): NodeJS.Timeout {
    return globalThis.setTimeout(this.#abort, SILENCE);
  }
}

async function pause(time: Milliseconds, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(time, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
