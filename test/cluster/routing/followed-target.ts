import { setMaxListeners } from 'node:events';
import { expect } from '@jest/globals';
import type { ClusterTargetSpec } from '../../../packages/runtime/src/config/gateway.js';
import type { ClusterObjects } from '../../../packages/runtime/src/kubernetes/cluster/cluster-objects.js';
import type { ObjectKind } from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import { Informer } from '../../../packages/runtime/src/kubernetes/watch/informer.js';
import { systemClock } from '../../../packages/runtime/src/release/system-clock.js';
import { keptObject } from '../../../packages/runtime/src/routing/kubernetes/kept-object.js';
import { planeOf } from '../../../packages/runtime/src/routing/kubernetes/planes.js';
import { ClusterTarget } from '../../../packages/runtime/src/routing/kubernetes/target.js';
import { eventually } from '../cluster.js';
import { acceptance } from './acceptance.js';

const FENCE = { epoch: 3, holds: () => true };

/** Where a target is, and until when it follows what is there. */
export interface Followed {
  readonly namespace: string;
  readonly spec: ClusterTargetSpec;
  readonly signal: AbortSignal;
}

/** A target that follows the objects of a namespace, in which everything is accepted as soon as it is seen. */
export async function followedTarget(
  objects: ClusterObjects,
  { namespace, spec, signal }: Followed,
): Promise<ClusterTarget> {
  // Each informer listens to the end.
  setMaxListeners(100, signal);
  const faults = (fault: unknown): void => expect(fault).toBeNull();
  const elapsed = (): number => performance.now();
  const ports = { objects, clock: systemClock, elapsed, random: () => 0, trouble: faults, report: faults };
  const plane = planeOf(spec);
  const informers = new Map(
    plane.kinds.map((kind) => [
      kind,
      new Informer(ports, { kind, namespaces: [namespace], keep: keptObject }),
    ]),
  );
  const informer = (kind: ObjectKind): Informer => {
    const found = informers.get(kind);
    if (found === undefined) throw new RangeError(`${kind.kind} is not followed`);
    return found;
  };
  informer(plane.routing).onChange((_, object) => {
    if (object !== null) void acceptance(objects, plane.routing, object, signal);
  });
  for (const each of informers.values()) void each.follow(signal);
  await eventually('everything is known', () =>
    Promise.resolve([...informers.values()].every((each) => each.hasSynced())),
  );
  return new ClusterTarget(spec.kind, {
    cluster: objects,
    cached: (kind, key) => informer(kind).get(`${key.namespace ?? ''}/${key.name}`),
    fence: () => FENCE,
    patience: 10_000,
  });
}
