import { errorMessage } from '../../errors/error-message.js';
import type { ReleaseEvent } from '../../release/events.js';
import type { ClusterObjects } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { eventObject, type Teller } from './event-object.js';
import { EventSeries } from './event-series.js';
import { toldEvent, type ToldEvent } from './told-event.js';

const WRITE_WITHIN = 10_000;
/** Events that wait for the API server; older ones make way for newer ones. */
const MOST_WAITING = 1_000;
const MANAGER = 'lamia-controller';

export interface EventRecorderOptions {
  readonly objects: Pick<ClusterObjects, 'apply'>;
  /** The resource of a gateway; null where there is none any more, of which nothing is told. */
  readonly resourceOf: (gateway: string) => KubernetesObject | null;
  readonly teller: Teller;
  /** Hears why events cannot be written, once until they can. */
  readonly trouble: (message: string) => void;
}

/**
 * Tells what happens to gateways as Events of the cluster, for `kubectl describe`. Nothing waits for it, and nothing fails where it
 * fails: the same is told in the status and in the log.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #series = new Map<string, EventSeries>();
  /** By name, so that a series that counts up while it waits is written once. */
  readonly #waiting = new Map<string, KubernetesObject>();
  #writing: Promise<void> | null = null;
  #isClosed = false;
  #isFailing = false;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
  }

  note(event: ReleaseEvent): void {
    const { gateway, at } = event;
    const told = toldEvent(event);
    if (told !== null) this.tell(gateway, told, at);
    if (event.kind === 'removed') this.#series.delete(gateway);
  }

  /** Tells of a gateway what is no event of the engine. */
  tell(gateway: string, told: ToldEvent, at: number): void {
    const resource = this.#isClosed ? null : this.#options.resourceOf(gateway);
    if (resource === null) return;
    const own = this.#series.get(gateway) ?? new EventSeries();
    this.#series.set(gateway, own);
    const series = own.note(told, at);
    if (series === null) return;
    const object = eventObject(resource, series, this.#options.teller);
    const { namespace = '', name } = object.metadata;
    this.#waiting.set(`${namespace}/${name}`, object);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > MOST_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    this.#writing ??= this.#write();
  }

  /** Resolves once what waits is written, or could not be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
  }

  async #write(): Promise<void> {
    // What happens at once is gathered first.
    await Promise.resolve();
    for (const [key, object] of this.#waiting) {
      this.#waiting.delete(key);
      try {
        await this.#options.objects.apply(
          KINDS.event,
          object,
          { manager: MANAGER, force: true },
          AbortSignal.timeout(WRITE_WITHIN),
        );
        this.#isFailing = false;
      } catch (error) {
        // Whoever stops does not wait for a server that is away.
        if (this.#isClosed) this.#waiting.clear();
        if (this.#isFailing) continue;
        this.#isFailing = true;
        this.#options.trouble(`events of gateways cannot be written: ${errorMessage(error)}`);
      }
    }
    this.#writing = null;
  }
}
