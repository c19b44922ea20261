import type { Gateway } from '../../config/gateway.js';
import { errorMessage } from '../../errors/error-message.js';
import type { GatewayState } from '../../release/state.js';
import {
  PartlyStoredError,
  StoreError,
  type LoggedDecision,
  type Progress,
  type Store,
  type StoredDocument,
} from '../../store/store.js';
import { ClusterError, type ClusterObjects } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import type { Fence } from '../leases/fence.js';
import { withStanding } from '../resources/resource-status.js';
import { fingerprintOf, writtenStatus } from '../resources/written-status.js';
import type { ActMarks } from './act-marks.js';
import { DecisionRing } from './decision-ring.js';

/** Each write waits for the server, so that several are under way at once. */
const AT_ONCE = 16;
/** Somebody who edits the resource again and again cannot hold up its release for ever. */
const TRIES = 5;
const WRITE_WITHIN = 10_000;

interface RunningGateway {
  readonly gateway: Gateway;
  readonly uid: string | undefined;
  /** The fingerprint of the status that it was taken over with. */
  readonly taken: string;
}

/** What the store works with. */
export interface ResourceStoreOptions {
  readonly objects: ClusterObjects;
  /** The resource of a gateway as it was read or written last; null where there is none. */
  readonly newest: (gateway: string) => KubernetesObject | null;
  /** Is told of a resource as it is after a write. */
  readonly wrote: (gateway: string, resource: KubernetesObject) => void;
  /** The right to write for a gateway; null where another replica has it. */
  readonly fenceOf: (gateway: string) => Fence | null;
  /** The gateway as it is described now, and the identity of the resource that describes it. */
  readonly running: (gateway: string) => RunningGateway | null;
  readonly marks: Pick<ActMarks, 'of' | 'stored'>;
  readonly now: () => number;
}

/**
 * Keeps how each gateway stands in the status of its resource. A write rests on the version of the resource that was read, and on
 * the lease of the gateway's part: whoever lost that finds a higher epoch there and writes nothing any more, and whoever got it writes
 * over nothing that it has not taken over.
 */
export class ResourceStore implements Store {
  readonly #options: ResourceStoreOptions;
  readonly #ring = new DecisionRing();
  /** Under which lease each gateway was written last. */
  readonly #written = new Map<string, number>();

  constructor(options: ResourceStoreOptions) {
    this.#options = options;
  }

  /** Nothing: each gateway is taken over with what its resource has. */
  load(): Promise<readonly GatewayState[]> {
    return Promise.resolve([]);
  }

  saveIntents(intents: readonly Progress[]): Promise<void> {
    return this.#save(intents);
  }

  saveOutcomes(outcomes: readonly Progress[]): Promise<void> {
    return this.#save(outcomes);
  }

  documents(): Promise<readonly StoredDocument[]> {
    return Promise.resolve([]);
  }

  saveDocument({ gateway }: StoredDocument): Promise<void> {
    return Promise.reject(
      new StoreError(`the gateway \`${gateway}\` is a resource of the cluster; apply that instead`),
    );
  }

  forget(gateway: string): Promise<void> {
    this.#ring.forget(gateway);
    this.#written.delete(gateway);
    return Promise.resolve();
  }

  decisions(gateway: string, limit: number): Promise<readonly LoggedDecision[]> {
    return Promise.resolve(this.#ring.newest(gateway, limit));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #save(all: readonly Progress[]): Promise<void> {
    const failures = new Map<string, StoreError>();
    const waiting = [...all];
    const work = async (): Promise<void> => {
      for (let progress = waiting.shift(); progress !== undefined; progress = waiting.shift()) {
        const { gateway } = progress.state;
        try {
          await this.#saveOne(progress);
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          failures.set(gateway, error);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, work));
    if (failures.size > 0) throw new PartlyStoredError(failures);
  }

  async #saveOne({ state, record }: Progress): Promise<void> {
    const { objects, fenceOf, running, marks, wrote, now } = this.#options;
    const name = state.gateway;
    const news = record !== null && this.#ring.note(record) === 'change' ? record : null;
    const fence = fenceOf(name);
    const runs = running(name);
    if (fence === null || runs === null) throw lost(name);
    const { gateway, uid, taken } = runs;
    const acted = marks.of(name, record);
    for (let tries = 1; ; tries += 1) {
      const resource = await this.#resource(name, uid, tries > 1);
      const { epoch } = fence;
      if (writtenStatus(resource).epoch > epoch) throw lost(name);
      if (this.#written.get(name) !== epoch && fingerprintOf(resource) !== taken) {
        // It is newer than what was heard of it so far.
        wrote(name, resource);
        throw new StoreError(
          `the gateway \`${name}\` was decided for by another replica meanwhile; it is taken over anew`,
        );
      }
      const next = withStanding(resource, { gateway, state, record: news, epoch, acted }, now());
      if (next !== resource && !fence.holds()) throw lost(name);
      try {
        if (next !== resource) {
          wrote(name, await objects.replaceStatus(KINDS.gateway, next, AbortSignal.timeout(WRITE_WITHIN)));
        }
        this.#written.set(name, epoch);
        marks.stored(name, acted);
        return;
      } catch (error) {
        // Somebody else wrote, such as a person who edits the specification: it is read anew, and whose it is by now.
        if (error instanceof ClusterError && error.failure === 'conflict' && tries < TRIES) continue;
        throw asStoreError(name, error);
      }
    }
  }

  /** One that was deleted and made again is another one, which begins anew. */
  async #resource(gateway: string, uid: string | undefined, anew: boolean): Promise<KubernetesObject> {
    const { newest } = this.#options;
    const known = newest(gateway);
    const found = known !== null && anew ? await this.#read(gateway, known) : known;
    if (found !== null && found.metadata.uid === uid) return found;
    throw new StoreError(`the resource of the gateway \`${gateway}\` is gone`);
  }

  async #read(gateway: string, { metadata }: KubernetesObject): Promise<KubernetesObject | null> {
    const { name, namespace = null } = metadata;
    try {
      const signal = AbortSignal.timeout(WRITE_WITHIN);
      return await this.#options.objects.get(KINDS.gateway, { namespace, name }, signal);
    } catch (error) {
      throw asStoreError(gateway, error);
    }
  }
}

function lost(gateway: string): StoreError {
  return new StoreError(`another replica decides for the gateway \`${gateway}\` now`);
}

function asStoreError(gateway: string, error: unknown): StoreError {
  return new StoreError(
    `the status of the gateway \`${gateway}\` could not be written: ${errorMessage(error)}`,
    {
      cause: error,
    },
  );
}
