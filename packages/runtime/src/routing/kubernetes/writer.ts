import { ClusterError, type ClusterObjects } from '../../kubernetes/cluster/cluster-objects.js';
import type { KubernetesObject } from '../../kubernetes/cluster/object.js';
import { FenceError, type Fence } from '../../kubernetes/leases/fence.js';
import { TargetError } from '../target.js';
import type { Fields } from './fields.js';
import {
  EPOCH_ANNOTATION,
  GATEWAY_ANNOTATION,
  GATEWAY_LABEL,
  labelOf,
  MANAGER,
  ORIGINAL_ANNOTATION,
  ownerOf,
} from './marks.js';
import { conflictsOf, conflictsText } from './owners.js';
import type { WantedObject } from './wanted.js';

/** For whom an object is written. */
export interface Writing {
  /** The gateway's name in its namespace. */
  readonly owner: string;
  /** Takes fields from whoever owns them. */
  readonly force: boolean;
  readonly fence: Fence;
}

/** An object that is to be written, and what it was made from. */
export interface Draft {
  readonly wanted: WantedObject;
  /** With the weights. */
  readonly fields: Fields;
  /** As it was read; null where there is none. */
  readonly live: KubernetesObject | null;
}

/** Somebody else wrote in between: what was to be written has to be made anew from what is there now. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError';
}

/** `virtualservice `default/shop``. */
export function objectText({ kind, key }: Pick<WantedObject, 'kind' | 'key'>): string {
  const place = key.namespace === null ? key.name : `${key.namespace}/${key.name}`;
  return `${kind.kind.toLowerCase()} \`${place}\``;
}

/**
 * Writes objects by server-side apply under one name, each only as it was read, and only while the right to write is there.
 */
export class ObjectWriter {
  readonly #cluster: ClusterObjects;

  constructor(cluster: ClusterObjects) {
    this.#cluster = cluster;
  }

  /**
   * Lets the server check what would be written, and writes nothing.
   * @throws TargetError where it refuses, or others own what would be changed; ChangedMeanwhileError, ClusterError
   */
  async rehearse(draft: Draft, writing: Writing, signal: AbortSignal): Promise<void> {
    await this.#send(draft, writing, true, signal);
  }

  /**
   * @returns the object as it is then
   * @throws FenceError before anything is written; as `rehearse` otherwise
   */
  write(draft: Draft, writing: Writing, signal: AbortSignal): Promise<KubernetesObject> {
    return this.#send(draft, writing, false, signal);
  }

  async #send(
    draft: Draft,
    writing: Writing,
    dryRun: boolean,
    signal: AbortSignal,
  ): Promise<KubernetesObject> {
    const { wanted, live } = draft;
    const force = this.#takes(draft, writing);
    mustHold(writing.fence);
    try {
      return await this.#cluster.apply(
        wanted.kind,
        sent(draft, writing),
        { manager: MANAGER, force, dryRun },
        signal,
      );
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (error.failure === 'invalid') {
        throw new TargetError(`the ${objectText(wanted)} is refused: ${error.message}`, { cause: error });
      }
      if (error.failure !== 'conflict') throw error;
      const message = `the ${objectText(wanted)} cannot be written: ${error.message}`;
      throw new ChangedMeanwhileError(message, { cause: live ?? error });
    }
  }

  /**
   * Whether fields are taken from others. What others did by hand to a gateway's own fields is undone without being asked for.
   * @throws TargetError where others own fields for good
   */
  #takes({ wanted, fields, live }: Draft, { owner, force }: Writing): boolean {
    if (force || live === null) return force;
    const conflicts = conflictsOf(live, fields);
    const kept = ownerOf(live) === owner ? conflicts.filter(({ isDeclared }) => isDeclared) : conflicts;
    if (kept.length === 0) return conflicts.length > 0;
    throw new TargetError(
      `the ${objectText(wanted)} is not written, since ${conflictsText(kept)} there; let go of it there, or set \`force: true\` in the gateway's \`target\``,
    );
  }
}

/** @throws FenceError */
export function mustHold(fence: Fence): void {
  if (fence.holds()) return;
  throw new FenceError('nothing is written: the right to write for this gateway went to another replica');
}

function sent({ wanted, fields, live }: Draft, { owner, fence }: Writing): KubernetesObject {
  const { kind, key, origin } = wanted;
  const { resourceVersion, uid } = live?.metadata ?? {};
  return {
    ...fields,
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      name: key.name,
      ...(key.namespace !== null && { namespace: key.namespace }),
      // A version alone would have the server make an object anew that was removed meanwhile.
      ...(resourceVersion !== undefined && { resourceVersion }),
      ...(uid !== undefined && { uid }),
      labels: { [GATEWAY_LABEL]: labelOf(owner) },
      annotations: {
        [GATEWAY_ANNOTATION]: owner,
        [EPOCH_ANNOTATION]: String(fence.epoch),
        ...(origin.kind === 'adopted' && { [ORIGINAL_ANNOTATION]: origin.rules }),
      },
    },
  };
}
