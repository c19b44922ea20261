import type { KubernetesObject } from '../cluster/object.js';

/** The founding labels: which application a deployment is of, and which version of it. */
export const LABELS = { application: 'app', version: 'version' } as const;

/** One version of an application, as its Deployment tells of it. */
export interface DeployedVersion {
  readonly namespace: string;
  readonly deployment: string;
  readonly application: string;
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Replicas that are wanted. */
  readonly wanted: number;
  /** Replicas of the present specification that can take requests; less than that while the status tells of an older one. */
  readonly available: number;
}

/** What a Deployment tells; null for one without the founding labels, which is of no application. */
export function deployedVersion({ metadata, spec, status }: KubernetesObject): DeployedVersion | null {
  const { name, namespace, labels = {}, creationTimestamp, generation = 0 } = metadata;
  const application = labels[LABELS.application];
  const label = labels[LABELS.version];
  if (application === undefined || label === undefined || namespace === undefined) return null;
  const isSeen = numberIn(status, 'observedGeneration', 0) >= generation;
  return {
    ...{ namespace, deployment: name, application, label },
    createdAt: Date.parse(creationTimestamp ?? '') || 0,
    wanted: numberIn(spec, 'replicas', 1),
    available: isSeen
      ? Math.min(numberIn(status, 'availableReplicas', 0), numberIn(status, 'updatedReplicas', 0))
      : 0,
  };
}

function numberIn(object: unknown, key: string, otherwise: number): number {
  if (typeof object !== 'object' || object === null) return otherwise;
  const value: unknown = Reflect.get(object, key);
  return typeof value === 'number' ? value : otherwise;
}
