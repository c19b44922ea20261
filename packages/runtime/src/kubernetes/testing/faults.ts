import { ClusterError } from '../cluster/cluster-objects.js';
import type { ClusterFailure } from '../cluster/cluster-objects.js';
import type { KubernetesObject, ObjectKind } from '../cluster/object.js';

export type ClusterVerb =
  'get' | 'list' | 'watch' | 'create' | 'apply' | 'replace' | 'replaceStatus' | 'remove';

/** What is asked of an API server. */
export interface ClusterCall {
  readonly verb: ClusterVerb;
  readonly kind: ObjectKind;
  readonly namespace: string | null;
  /** Null for lists and watches. */
  readonly name: string | null;
  /** What is written; null for anything else. */
  readonly object: KubernetesObject | null;
}

/** Something that goes wrong. */
export interface Fault {
  readonly failure: ClusterFailure;
  /** Any call unless given. */
  readonly when?: (call: ClusterCall) => boolean;
  /** As often as it is asked unless given. */
  readonly times?: number;
  /** The server does what it is asked, and only its answer is lost. */
  readonly isDone?: boolean;
  readonly retryAfter?: number;
}

/** The faults that a test has put in the way. */
export class Faults {
  readonly #faults = new Map<Fault, number>();

  /** From now on, until what is returned is called. */
  inject(fault: Fault): () => void {
    this.#faults.set(fault, fault.times ?? Number.POSITIVE_INFINITY);
    return () => void this.#faults.delete(fault);
  }

  /** @throws ClusterError where the call fails before the server does anything */
  before(call: ClusterCall): void {
    this.#strike(call, false);
  }

  /** @throws ClusterError where the answer to the call is lost */
  after(call: ClusterCall): void {
    this.#strike(call, true);
  }

  #strike(call: ClusterCall, isDone: boolean): void {
    for (const [fault, left] of this.#faults) {
      if ((fault.isDone ?? false) !== isDone || fault.when?.(call) === false) continue;
      if (left > 1) this.#faults.set(fault, left - 1);
      else this.#faults.delete(fault);
      const { verb, kind, name } = call;
      const what = `${verb} of ${kind.plural}${name === null ? '' : ` \`${name}\``}`;
      throw new ClusterError(fault.failure, `${what}: ${fault.failure}`, fault.retryAfter ?? null);
    }
  }
}
