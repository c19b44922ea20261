import type { Milliseconds } from '../config/duration.js';
import type { NotifierSpec } from '../config/runtime/runtime-configuration.js';
import type { HttpClient } from '../http/client.js';
import type { Clock } from '../release/ports.js';
import { StoreError } from '../store/store.js';
import { post, TOGETHER } from './letter-post.js';
import type { Outbox, WaitingLetter } from './outbox.js';
import { LONGEST_PAUSE, LONGEST_WAIT, outcomeOf, pauseAfter, type Outcome } from './outcome.js';

/** How deliveries to one notifier go. */
export type CourierReport =
  | { readonly kind: 'delivered'; readonly notifier: string; readonly count: number }
  | { readonly kind: 'failed'; readonly notifier: string; readonly attempts: number; readonly why: string }
  /** They will never be delivered. */
  | { readonly kind: 'lost'; readonly notifier: string; readonly count: number; readonly why: string };

export interface LanePorts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly random: () => number;
  readonly report: (report: CourierReport) => void;
  readonly send: HttpClient['send'];
}

/** News that old help nobody. */
const OLDEST: Milliseconds = 24 * 3_600_000;

/** The deliveries to one notifier, one after the other. */
export class Lane {
  readonly #notifier: NotifierSpec;
  readonly #ports: LanePorts;
  #sleeper: AbortController | null = null;
  #isAwake = false;
  #givenUp = 0;

  constructor(notifier: NotifierSpec, ports: LanePorts) {
    this.#notifier = notifier;
    this.#ports = ports;
  }

  /** There may be something to deliver. */
  wake(): void {
    this.#isAwake = true;
    this.#sleeper?.abort();
  }

  /** Delivers until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake(), { once: true });
    while (!signal.aborted) {
      this.#isAwake = false;
      const pause = await this.#step(signal);
      if (pause > 0) await this.#sleep(pause);
    }
  }

  /** Tries what is due, and says for how long there is nothing to try. */
  async #step(signal: AbortSignal): Promise<Milliseconds> {
    const { outbox, clock } = this.#ports;
    try {
      this.#tellGivenUp();
      const waiting = await outbox.waiting(this.#notifier.name, TOGETHER[this.#notifier.kind]);
      const [first] = waiting;
      if (first === undefined) return LONGEST_PAUSE;
      const wait = first.due - clock.now();
      // A letter that is due later than any was put off before the clock was set back.
      if (wait > 0 && wait <= LONGEST_WAIT) return Math.min(wait, LONGEST_PAUSE);
      await this.#deliver([first, ...waiting.slice(1)], signal);
      return 0;
    } catch (error) {
      if (signal.aborted) return 0;
      if (!(error instanceof StoreError)) throw error;
      this.#ports.report({ kind: 'failed', notifier: this.#notifier.name, attempts: 0, why: error.message });
      return LONGEST_PAUSE;
    }
  }

  async #deliver(letters: readonly [WaitingLetter, ...WaitingLetter[]], signal: AbortSignal): Promise<void> {
    const { outbox, clock, random, report } = this.#ports;
    const notifier = this.#notifier.name;
    const ids = letters.map(({ id }) => id);
    const outcome = await this.#attempt(letters, signal);
    switch (outcome.kind) {
      case 'delivered':
        await outbox.remove(ids);
        report({ kind: 'delivered', notifier, count: ids.length });
        return;
      case 'refused':
        await outbox.remove(ids);
        report({ kind: 'lost', notifier, count: ids.length, why: outcome.why });
        return;
      case 'failed': {
        const now = clock.now();
        const attempts = letters[0].attempts + 1;
        const old = letters.filter(({ notification }) => now - notification.at > OLDEST);
        if (old.length > 0) {
          await outbox.remove(old.map(({ id }) => id));
          report({
            kind: 'lost',
            notifier,
            count: old.length,
            why: `in a day nobody took them: ${outcome.why}`,
          });
        }
        const left = letters.filter((letter) => !old.includes(letter)).map(({ id }) => id);
        await outbox.postpone(left, attempts, now + pauseAfter(attempts, outcome.retryAfter, random()));
        report({ kind: 'failed', notifier, attempts, why: outcome.why });
      }
    }
  }

  async #attempt(
    letters: readonly [WaitingLetter, ...WaitingLetter[]],
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { clock, send } = this.#ports;
    const made = await post(this.#notifier, letters, clock.now());
    if (!made.ok) return { kind: 'failed', why: made.problem, retryAfter: null };
    return outcomeOf(await send(made.request, signal), made.secrets, clock.now());
  }

  /** What found no room, once. */
  #tellGivenUp(): void {
    const notifier = this.#notifier.name;
    const count = (this.#ports.outbox.givenUp().get(notifier) ?? 0) - this.#givenUp;
    if (count <= 0) return;
    this.#givenUp += count;
    this.#ports.report({ kind: 'lost', notifier, count, why: 'too many wait for it' });
  }

  async #sleep(pause: Milliseconds): Promise<void> {
    if (this.#isAwake) return;
    const sleeper = new AbortController();
    this.#sleeper = sleeper;
    await this.#ports.clock.sleep(pause, sleeper.signal);
    this.#sleeper = null;
  }
}
