import type { ClusterTargetSpec } from '../../config/gateway.js';
import type { Milliseconds } from '../../config/duration.js';
import type { Clock } from '../../release/ports.js';
import { planeOf } from '../../routing/kubernetes/planes.js';
import { ClusterError } from '../cluster/cluster-objects.js';
import type { KubernetesObject, ObjectKey, ObjectKind } from '../cluster/object.js';
import type { WatchedObjects } from '../watch/watched-objects.js';

/** So long a gateway waits for the first list of what it is routed by, before that is told. */
const LISTED_WITHIN: Milliseconds = 10_000;
const LOOK: Milliseconds = 50;

/**
 * What watches tell of the objects that data planes are told by. A kind is watched from when the first gateway wants it: a cluster
 * need not have the others.
 */
export class RouteWatches {
  readonly #watch: (kind: ObjectKind) => WatchedObjects;
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #watched = new Map<string, WatchedObjects>();

  /** @param watch begins to watch a kind */
  constructor(watch: (kind: ObjectKind) => WatchedObjects, clock: Pick<Clock, 'sleep'>) {
    this.#watch = watch;
    this.#clock = clock;
  }

  /**
   * Resolves once everything is known that a data plane has by now.
   * @throws ClusterError where that takes too long, as it does where a kind is not installed
   */
  async open(target: ClusterTargetSpec): Promise<void> {
    for (const kind of planeOf(target).kinds) await this.#synced(kind);
  }

  cached(kind: ObjectKind, { namespace, name }: ObjectKey): KubernetesObject | null {
    return this.#watched.get(idOf(kind))?.get(`${namespace ?? ''}/${name}`) ?? null;
  }

  async #synced(kind: ObjectKind): Promise<void> {
    const id = idOf(kind);
    const watched = this.#watched.get(id) ?? this.#watch(kind);
    this.#watched.set(id, watched);
    for (let left = LISTED_WITHIN; !watched.hasSynced(); left -= LOOK) {
      if (left <= 0) {
        throw new ClusterError(
          'not-found',
          `the cluster has not listed its \`${kind.plural}\` (${kind.apiVersion}) yet; are they installed, and may the controller watch them?`,
        );
      }
      await this.#clock.sleep(LOOK, new AbortController().signal);
    }
  }
}

const idOf = ({ apiVersion, plural }: ObjectKind): string => `${apiVersion}/${plural}`;
