import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Milliseconds } from '../config/duration.js';
import type { Address } from '../config/gateway.js';

export interface LoadOptions {
  readonly to: Address;
  /** Requests a second. */
  readonly rate: number;
  /** Requests under way at once; what would be more is left out and counted, never queued. */
  readonly concurrency: number;
  /** It stops by itself after this long, whatever becomes of its owner. */
  readonly atMost: Milliseconds;
  /** How long one request may take. */
  readonly timeout: Milliseconds;
}

export interface LoadCounts {
  /** Answered with a status below 500. */
  readonly good: number;
  /** Answered with 500 or above. */
  readonly bad: number;
  /** Not answered: refused, cut off, timed out. */
  readonly lost: number;
  /** Not sent, because too many were under way. */
  readonly leftOut: number;
}

export interface Load {
  counts(): LoadCounts;
  /** Sends no more, waits for the answers under way and closes its connections. Idempotent. */
  stop(): Promise<void>;
}

/** How often the generator looks at the clock; between two looks it sends what has come due. */
const BEAT: Milliseconds = 10;

/**
 * Sends requests at a fixed rate over kept connections. The rate follows the clock and not the answers, as users' requests
 * do: a slow version gets no fewer requests than a fast one.
 */
export function startLoad(options: LoadOptions): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: options.concurrency });
  const counts = { good: 0, bad: 0, lost: 0, leftOut: 0 };
  const underWay = new Set<Promise<void>>();
  const begun = performance.now();
  let due = 0;

  const send = (): void => {
    const exchange = ask(options, agent).then((end) => {
      counts[end] += 1;
      underWay.delete(exchange);
    });
    underWay.add(exchange);
  };

  const beat = setInterval(() => {
    const elapsed = performance.now() - begun;
    if (elapsed > options.atMost) {
      clearInterval(beat);
      return;
    }
    const target = Math.floor((elapsed / 1000) * options.rate);
    for (; due < target; due += 1) {
      if (underWay.size < options.concurrency) send();
      else counts.leftOut += 1;
    }
  }, BEAT);

  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    clearInterval(beat);
    await Promise.all(underWay);
    agent.destroy();
  };

  return { counts: () => ({ ...counts }), stop: () => (stopping ??= stop()) };
}

/** One request to its end; never rejects. */
function ask({ to, timeout }: LoadOptions, agent: Agent): Promise<'good' | 'bad' | 'lost'> {
  return new Promise((resolve) => {
    const outgoing = request({ host: to.host, port: to.port, path: '/', agent, timeout }, (response) => {
      const good = response.statusCode !== undefined && response.statusCode < 500;
      response.resume();
      response.once('end', () => {
        resolve(good ? 'good' : 'bad');
      });
    });
    outgoing.once('timeout', () => {
      outgoing.destroy();
    });
    // After a whole answer this changes nothing: only the first call of `resolve` counts.
    outgoing.once('close', () => {
      resolve('lost');
    });
    // `close` follows, and says all there is to say.
    outgoing.once('error', () => undefined);
    outgoing.end();
  });
}
