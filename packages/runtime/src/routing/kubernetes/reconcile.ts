import type { ClusterTargetSpec } from '../../config/gateway.js';
import { sameWeights, type Weights } from '../../config/weights.js';
import type { ClusterObjects } from '../../kubernetes/cluster/cluster-objects.js';
import type { KubernetesObject, ObjectKey, ObjectKind } from '../../kubernetes/cluster/object.js';
import type { Fence } from '../../kubernetes/leases/fence.js';
import { KINDS } from '../../kubernetes/cluster/kinds.js';
import { TargetError, type LeftGateway, type Routing } from '../target.js';
import { areSame, fieldAt, leavesOf, withField, type Fields } from './fields.js';
import type { HeldGateway, HeldObject, ServedGateway } from './held-gateway.js';
import { GATEWAY_LABEL, labelOf, objectName, originalOf, ownerOf } from './marks.js';
import { leftOver } from './owners.js';
import type { RecentWrites } from '../../kubernetes/watch/recent-writes.js';
import { planeOf, type Plane } from './planes.js';
import { routingObjects } from './routing-objects.js';
import { weightsIn, withWeights, type WantedObject } from './wanted.js';
import {
  ChangedMeanwhileError,
  mustHold,
  objectText,
  ObjectWriter,
  type Draft,
  type Writing,
} from './writer.js';

/** So often objects are read anew where somebody else writes them at the same time. */
const ATTEMPTS = 3;

/** What was done for a gateway. */
export interface Reconciled {
  readonly held: HeldGateway;
  readonly hasWritten: boolean;
}

/** Brings a gateway's objects to what they shall be, and writes nothing where they are that. */
export class Reconciler {
  readonly #cluster: ClusterObjects;
  readonly #recent: RecentWrites;
  readonly #writer: ObjectWriter;

  constructor(cluster: ClusterObjects, recent: RecentWrites) {
    this.#cluster = cluster;
    this.#recent = recent;
    this.#writer = new ObjectWriter(cluster);
  }

  /**
   * @param before what was found or written last; null where nothing is known
   * @throws TargetError, FenceError, ClusterError
   */
  async reconcile(
    served: ServedGateway,
    routing: Routing,
    before: HeldGateway | null,
    fence: Fence,
    signal: AbortSignal,
  ): Promise<Reconciled> {
    const writing = { owner: objectName(served.gateway), force: served.target.force, fence };
    for (let attempt = 1; ; attempt++) {
      try {
        const drafts = await this.#drafts(served, routing, attempt > 1, signal);
        return await this.#settle(served, routing, drafts, before, writing, signal);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhileError)) throw error;
        if (attempt === ATTEMPTS) throw new TargetError(error.message, { cause: error });
      }
    }
  }

  /**
   * Removes the objects that were made for a gateway, what sends requests first.
   * @throws FenceError, ClusterError
   */
  async remove(
    gateway: LeftGateway,
    target: ClusterTargetSpec,
    fence: Fence,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#sweep(gateway, planeOf(target), [], fence, signal);
  }

  /** What the objects shall be, beside what they are. */
  async #drafts(
    served: ServedGateway,
    routing: Routing,
    isFresh: boolean,
    signal: AbortSignal,
  ): Promise<readonly Draft[]> {
    const { before, weighing } = served.compiled;
    const read = (kind: ObjectKind, key: ObjectKey) => this.#read(kind, key, isFresh, signal);
    const wanted = [...before, ...(await routingObjects(served, read))];
    return Promise.all(
      wanted.map(async (each): Promise<Draft> => {
        const live = await read(each.kind, each.key);
        return { wanted: each, fields: withWeights(each, routing, weighing), live };
      }),
    );
  }

  /** What a watch does not know is asked for before it is made: it may be there all the same. */
  async #read(
    kind: ObjectKind,
    key: ObjectKey,
    isFresh: boolean,
    signal: AbortSignal,
  ): Promise<KubernetesObject | null> {
    const known = isFresh ? null : this.#recent.current(kind, key);
    return known ?? (await this.#cluster.get(kind, key, signal));
  }

  async #settle(
    served: ServedGateway,
    routing: Routing,
    drafts: readonly Draft[],
    before: HeldGateway | null,
    writing: Writing,
    signal: AbortSignal,
  ): Promise<Reconciled> {
    for (const draft of drafts) mustBeOurs(draft, writing.owner);
    const heldAs = ({ wanted }: Draft): HeldObject | null => {
      return before?.objects.find((held) => areSame(held.wanted, wanted)) ?? null;
    };
    const { weighing } = served.compiled;
    const isSettled = (draft: Draft): boolean => {
      if (!isMarked(draft, writing.owner)) return false;
      const { wanted, fields, live } = draft;
      if (live === null || wanted.origin.kind === 'needed') return live !== null;
      const found = weightsIn(live, wanted, heldAs(draft)?.form ?? fields, weighing);
      return found?.every(([route, weights]) => sameWeights(weights, weightsOf(routing, route))) ?? false;
    };
    const due = drafts.filter((draft) => !isSettled(draft));
    const isNew = due.some((draft) => heldAs(draft) === null || draft.live === null);
    // A write of one object is all or nothing; of several the last may be refused when the first is written.
    if (isNew || due.length > 1) {
      for (const draft of due) await this.#writer.rehearse(draft, writing, signal);
    }
    const objects: HeldObject[] = [];
    for (const draft of drafts) {
      const { wanted, live } = draft;
      const object = due.includes(draft) ? await this.#write(draft, writing, signal) : live;
      objects.push({ wanted, form: formOf(object, wanted) });
    }
    if (isNew) {
      const wanted = drafts.map((draft) => draft.wanted);
      await this.#sweep(served.gateway, weighing.plane, wanted, writing.fence, signal);
    }
    return { held: { ...served, routing, objects }, hasWritten: due.length > 0 };
  }

  async #write(draft: Draft, writing: Writing, signal: AbortSignal): Promise<KubernetesObject> {
    const done = this.#recent.writing(draft.wanted.kind, draft.wanted.key);
    const object = await this.#writer.write(draft, writing, signal);
    done(object);
    return object;
  }

  /** Removes what was made for the gateway and is not wanted. Upstreams stay: other gateways may use them. */
  async #sweep(
    gateway: Pick<LeftGateway, 'name' | 'namespace'>,
    { kinds }: Plane,
    wanted: readonly WantedObject[],
    fence: Fence,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace } = gateway;
    const owner = objectName(gateway);
    const labelSelector = `${GATEWAY_LABEL}=${labelOf(owner)}`;
    for (const kind of kinds.toReversed()) {
      if (kind === KINDS.glooUpstream) continue;
      const { items } = await this.#cluster.list(kind, { namespace, labelSelector }, signal);
      for (const item of items) {
        const { name } = item.metadata;
        const isWanted = wanted.some((each) => each.kind === kind && each.key.name === name);
        if (isWanted || !isMadeFor(item, owner)) continue;
        mustHold(fence);
        const done = this.#recent.writing(kind, { namespace, name });
        await this.#cluster.remove(kind, { namespace, name }, signal);
        done(null);
      }
    }
  }
}

function isMadeFor(object: KubernetesObject, owner: string): boolean {
  return ownerOf(object) === owner && originalOf(object) === null;
}

/** @throws TargetError for an object that others made, or that another gateway has */
function mustBeOurs({ wanted, live }: Draft, owner: string): void {
  if (live === null || wanted.origin.kind === 'needed') return;
  const has = ownerOf(live);
  if (has === owner) return;
  if (has !== null) {
    throw new TargetError(
      `the ${objectText(wanted)} belongs to the gateway \`${has}\` already; give one of the two gateways another object`,
    );
  }
  if (wanted.origin.kind === 'adopted') return;
  throw new TargetError(
    `the ${objectText(wanted)} was made by others; name it in the gateway's \`target\` as \`adopt: ${wanted.key.name}\` to take its routes over, or give the gateway another name`,
  );
}

/** True for an object that says of itself what it shall, and has nothing that was written earlier and is not wanted any more. */
function isMarked({ wanted, fields, live }: Draft, owner: string): boolean {
  if (live === null || wanted.origin.kind === 'needed') return true;
  const original = wanted.origin.kind === 'adopted' ? wanted.origin.rules : null;
  return ownerOf(live) === owner && originalOf(live) === original && leftOver(live, fields).length === 0;
}

function weightsOf({ routes }: Routing, route: string): Weights {
  return routes.get(route) ?? new Map();
}

/** The fields that are written, as they are in an object. */
function formOf(object: KubernetesObject | null, wanted: WantedObject): Fields {
  return leavesOf(wanted.fields).reduce<Fields>(
    (form, path) => withField(form, path, fieldAt(object, path)),
    {},
  );
}
