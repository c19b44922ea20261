import type { Milliseconds } from '../../config/duration.js';
import { errorMessage } from '../../errors/error-message.js';
import type { Clock } from '../../release/ports.js';
import { ClusterError } from '../cluster/cluster-objects.js';
import type { ClusterObjects, ListQuery, WatchEvent } from '../cluster/cluster-objects.js';
import type { ObjectKind } from '../cluster/object.js';
import { Backoff } from './backoff.js';
import { keyOf, type ObjectCache } from './object-cache.js';

/** What following objects needs of the world. */
export interface FollowPorts {
  readonly objects: ClusterObjects;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Milliseconds since whenever, never set back. */
  readonly elapsed: () => Milliseconds;
  /** At least 0 and below 1. */
  readonly random: () => number;
}

const PAUSES = { first: 250, longest: 30_000 };
/** A watch that ends sooner counts as a failure, or a server that ends each at once would be asked without a pause. */
const SHORT: Milliseconds = 1_000;
/** After so many failures in a row everything is listed anew, whatever their reason says. */
const DOUBTFUL = 5;

/** Keeps a cache as the cluster is, by a list and a watch that goes on from there, for ever: no error ends it. */
export class FollowedNamespace {
  readonly #ports: FollowPorts;
  readonly #kind: ObjectKind;
  readonly #query: ListQuery;
  readonly #cache: ObjectCache;
  readonly #trouble: (message: string | null) => void;
  readonly #backoff: Backoff;
  /** How far the cache is; null where everything has to be listed. */
  #version: string | null = null;
  #isSynced = false;
  #isForbidden = false;
  #heardAt: Milliseconds;

  /** @param trouble is told why nothing is heard, and null once something is again */
  constructor(
    ports: FollowPorts,
    kind: ObjectKind,
    query: ListQuery,
    cache: ObjectCache,
    trouble: (message: string | null) => void,
  ) {
    this.#ports = ports;
    this.#kind = kind;
    this.#query = query;
    this.#cache = cache;
    this.#trouble = trouble;
    this.#backoff = new Backoff(PAUSES, ports.random);
    this.#heardAt = ports.elapsed();
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** True where the rights to see what is there are missing, and it was never seen before. */
  get isForbidden(): boolean {
    return !this.#isSynced && this.#isForbidden;
  }

  /** How long nothing was heard from the server, neither news nor that there are none. */
  silentFor(): Milliseconds {
    return this.#ports.elapsed() - this.#heardAt;
  }

  /** Resolves once the signal has ended; never rejects. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pause = await this.#attempt(signal);
      if (pause > 0) await this.#ports.clock.sleep(pause, signal);
    }
  }

  /** Resolves with how long to wait before the next attempt. */
  async #attempt(signal: AbortSignal): Promise<Milliseconds> {
    const began = this.#ports.elapsed();
    try {
      await this.#watch(this.#version ?? (await this.#list(signal)), signal);
      if (this.#ports.elapsed() - began < SHORT) return this.#backoff.next();
      this.#backoff.succeeded();
      return 0;
    } catch (error) {
      return signal.aborted ? 0 : this.#failed(error);
    }
  }

  async #list(signal: AbortSignal): Promise<string> {
    const { items, resourceVersion } = await this.#ports.objects.list(this.#kind, this.#query, signal);
    signal.throwIfAborted();
    this.#version = resourceVersion;
    this.#cache.replace(this.#query.namespace, items);
    this.#isSynced = true;
    this.#heard();
    return resourceVersion;
  }

  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const query = { ...this.#query, resourceVersion };
    const hear = (event: WatchEvent): void => {
      // Nobody may be told of anything after the end.
      if (!signal.aborted) this.#hear(event);
    };
    await this.#ports.objects.watch(this.#kind, query, hear, signal);
  }

  #hear(event: WatchEvent): void {
    this.#heard();
    this.#backoff.succeeded();
    switch (event.type) {
      case 'bookmark':
        this.#version = event.resourceVersion;
        return;
      case 'deleted':
        this.#cache.remove(keyOf(event.object));
        break;
      case 'added':
      case 'modified':
        this.#cache.put(event.object);
    }
    this.#version = event.object.metadata.resourceVersion ?? this.#version;
  }

  #heard(): void {
    this.#heardAt = this.#ports.elapsed();
    this.#trouble(null);
  }

  #failed(error: unknown): Milliseconds {
    const pause = this.#backoff.next();
    const isGone = error instanceof ClusterError && error.failure === 'gone';
    this.#isForbidden = error instanceof ClusterError && error.failure === 'forbidden';
    if (isGone || this.#backoff.failures >= DOUBTFUL) this.#version = null;
    // That time has passed is no trouble.
    if (!isGone) this.#trouble(errorMessage(error));
    const asked = error instanceof ClusterError ? (error.retryAfter ?? 0) : 0;
    return Math.max(pause, Math.min(asked, PAUSES.longest));
  }
}
