import type { Milliseconds } from '../config/duration.js';
import type { NotifierSpec } from '../config/runtime/runtime-configuration.js';
import { HttpClient } from '../http/client.js';
import type { ReleaseEvent } from '../release/events.js';
import type { Clock } from '../release/ports.js';
import { StoreError } from '../store/store.js';
import { address } from './address.js';
import { Lane, type CourierReport } from './lane.js';
import type { Letter, Outbox } from './outbox.js';

/** What a courier needs of the world. */
export interface CourierPorts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** Hears how the deliveries go. */
  readonly report: (report: CourierReport) => void;
  /** Is told of faults of the program itself. */
  readonly fault: (fault: unknown, during: string) => void;
}

/** No answer of a notifier is read beyond this. */
const LONGEST_ANSWER = 64 * 1024;

/**
 * Delivers what the outbox holds, each notifier on its own and in order, again and again until it is taken. No release waits for
 * it.
 */
export class Courier {
  readonly #notifiers: readonly NotifierSpec[];
  readonly #ports: CourierPorts;
  readonly #stopping = new AbortController();
  readonly #lanes: readonly Lane[];
  readonly #clients: readonly HttpClient[];
  #putting: Promise<void> = Promise.resolve();
  #gathered: ReleaseEvent[] = [];
  #running: Promise<unknown> = Promise.resolve();
  /** Gateways whose last tick failed, which has been told. */
  readonly #failing = new Set<string>();

  constructor(notifiers: readonly NotifierSpec[], ports: CourierPorts) {
    this.#notifiers = notifiers;
    this.#ports = ports;
    const clients = notifiers.map(({ timeout }) => clientWith(timeout));
    this.#clients = clients;
    this.#lanes = notifiers.map(
      (notifier, place) =>
        new Lane(notifier, {
          clock: ports.clock,
          outbox: ports.outbox,
          random: ports.random,
          report: ports.report,
          send: (request, signal) => (clients[place] ?? clientWith(notifier.timeout)).send(request, signal),
        }),
    );
  }

  /** Goes on with what was left when the runtime ended. */
  async start(): Promise<void> {
    await this.#dropStrangers();
    const { signal } = this.#stopping;
    this.#running = Promise.all(
      this.#lanes.map((lane) =>
        lane.run(signal).catch((error: unknown) => {
          this.#ports.fault(error, 'the delivery of notifications');
        }),
      ),
    );
  }

  /** Hears of everything that happens. */
  note(event: ReleaseEvent): void {
    if (!this.#isNew(event)) return;
    if (this.#gathered.length === 0) {
      // What happens together is put together; the events of one tick come one right after the other.
      this.#putting = this.#putting.then(() => this.#put());
    }
    this.#gathered.push(event);
  }

  /** Resolves once nothing is under way; what is not delivered stays in the outbox. */
  async stop(): Promise<void> {
    await this.#putting;
    this.#stopping.abort();
    await this.#running;
    for (const client of this.#clients) client.close();
  }

  /** A tick that fails again and again is told once, until one goes well. */
  #isNew({ kind, gateway }: ReleaseEvent): boolean {
    if (kind === 'ticked') this.#failing.delete(gateway);
    if (kind !== 'tick-failed') return true;
    if (this.#failing.has(gateway)) return false;
    this.#failing.add(gateway);
    return true;
  }

  async #put(): Promise<void> {
    const events = this.#gathered;
    this.#gathered = [];
    const letters = address(this.#notifiers, events);
    if (letters.length === 0) return;
    await this.#keep(letters);
    for (const lane of this.#lanes) lane.wake();
  }

  async #keep(letters: readonly Letter[]): Promise<void> {
    try {
      await this.#ports.outbox.put(letters);
    } catch (error) {
      if (!(error instanceof StoreError)) {
        this.#ports.fault(error, 'the storing of notifications');
        return;
      }
      for (const { notifier } of letters) {
        this.#ports.report({ kind: 'lost', notifier, count: 1, why: error.message });
      }
    }
  }

  /** Letters to notifiers that are configured no more would wait for ever. */
  async #dropStrangers(): Promise<void> {
    const known = new Set(this.#notifiers.map(({ name }) => name));
    const { outbox, report } = this.#ports;
    for (const [notifier, count] of await outbox.depths()) {
      if (known.has(notifier)) continue;
      const left = await outbox.waiting(notifier, count);
      await outbox.remove(left.map(({ id }) => id));
      report({ kind: 'lost', notifier, count, why: 'no such notifier is configured any more' });
    }
  }
}

function clientWith(timeout: Milliseconds): HttpClient {
  return new HttpClient({ timeout, bytes: LONGEST_ANSWER });
}
