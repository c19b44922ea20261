import type { ReleaseRuntime } from '../../release/runtime.js';
import { ClusterError, type ClusterObjects } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import type { Fence } from '../leases/fence.js';
import { actedIn } from '../resources/written-status.js';
import type { ActMarks } from '../store/act-marks.js';
import type { WatchedObjects } from '../watch/watched-objects.js';
import { requestedAct, withNumberedAct, withoutAct, type RequestedAct } from './requested-act.js';

const WRITE_WITHIN = 10_000;
/** How often a write is tried anew at once that another one has outrun. */
const ATTEMPTS = 4;

export interface ActPorts {
  readonly runtime: Pick<ReleaseRuntime, 'act'>;
  readonly cluster: Pick<ClusterObjects, 'get' | 'replace'>;
  /** Gateways as they were read or written last. */
  readonly gateways: Pick<WatchedObjects, 'get'>;
  readonly wrote: (key: string, resource: KubernetesObject) => void;
  readonly marks: ActMarks;
  /** Is told of an act that was asked for and refused, by the name of the gateway. */
  readonly refused: (key: string, message: string) => void;
}

/**
 * Does what operators ask for by annotations, each request once, wherever a replica ends on the way. First the request gets a number,
 * then it is done, by which it is stored in the status together with the state that it made, and then it is taken away. Who takes over
 * finds one without a number, which nobody has begun; or one that the status does not have, which is to be done; or one that it has,
 * which is only to be taken away.
 */
export class AnnotatedActs {
  readonly #ports: ActPorts;

  constructor(ports: ActPorts) {
    this.#ports = ports;
  }

  /** From now on the state of a gateway is that in its resource, whatever it was here. */
  takeOver(key: string, resource: KubernetesObject): void {
    const asked = requestedAct(resource)?.written;
    const done = actedIn(resource);
    this.#ports.marks.takeOver(key, done === asked ? done : null);
  }

  /** @throws whatever kept it from being done and taken away; that has to be tried again then */
  async settle(key: string, { metadata: { uid } }: KubernetesObject, fence: Fence): Promise<void> {
    const { marks, refused } = this.#ports;
    const edit = (change: Change): Promise<KubernetesObject | null> => this.#edit(key, uid, fence, change);
    const asking = await edit(withNumberedAct);
    const requested = asking === null ? null : requestedAct(asking);
    if (requested === null) {
      marks.forget(key);
      return;
    }
    const refusal = await this.#refusal(key, requested);
    const isTakenAway = (await edit((resource) => withoutAct(resource, requested.written))) !== null;
    if (!isTakenAway) return;
    marks.forget(key);
    // Not before: whoever has to look at it anew may find that it fits by then.
    if (refusal !== null) refused(key, refusal);
  }

  /** Does what is asked for unless that is done; why it cannot be done, or null. */
  async #refusal(key: string, requested: RequestedAct): Promise<string | null> {
    const { runtime, marks } = this.#ports;
    if (!requested.ok) return requested.message;
    const { act, by, written } = requested;
    if (marks.isDone(key, written)) return null;
    marks.begin(key, written);
    const result = await runtime.act(key, act, by);
    // What failed outside may be tried again; what does not fit will not fit later either.
    if (!result.ok && result.why === 'outside') throw new Error(result.message);
    return result.ok ? null : result.message;
  }

  /**
   * Changes the resource of a gateway, also where its status is written at the same time, as by what was asked for.
   * @returns the resource as it is then; null where it is gone, or no longer ours to change
   */
  async #edit(
    key: string,
    uid: string | undefined,
    fence: Fence,
    change: Change,
  ): Promise<KubernetesObject | null> {
    const { cluster, wrote, gateways } = this.#ports;
    let current = gateways.get(key);
    for (let attempt = 1; current !== null && current.metadata.uid === uid && fence.holds(); attempt += 1) {
      const next = change(current);
      if (next === current) return current;
      const signal = AbortSignal.timeout(WRITE_WITHIN);
      try {
        const written = await cluster.replace(KINDS.gateway, next, signal);
        wrote(key, written);
        return written;
      } catch (error) {
        const isOutrun = error instanceof ClusterError && error.failure === 'conflict';
        if (!isOutrun || attempt === ATTEMPTS) throw error;
        const { name, namespace = null } = current.metadata;
        current = await cluster.get(KINDS.gateway, { name, namespace }, signal);
      }
    }
    return null;
  }
}

type Change = (resource: KubernetesObject) => KubernetesObject;
