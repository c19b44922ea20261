import type { KubernetesObject } from '../cluster/object.js';
import type { Series } from './event-series.js';

const COMPONENT = 'lamia-controller';

/** Who tells. */
export interface Teller {
  /** For people: the name of the replica. */
  readonly instance: string;
  /** Unlike that of any other replica, and of the same one before a restart: lower-case letters and digits. */
  readonly run: string;
}

/** What tells of a series in the cluster, about this resource; the same name for the same series of one teller. */
export function eventObject(
  { apiVersion, kind, metadata }: KubernetesObject,
  { number, told, count, first, last }: Series,
  { instance, run }: Teller,
): KubernetesObject {
  const { name, namespace, uid } = metadata;
  return {
    ...{ apiVersion: 'v1', kind: 'Event' },
    metadata: { name: `${name}.${run}.${number}`, ...(namespace !== undefined && { namespace }) },
    involvedObject: {
      ...{ apiVersion, kind, name },
      ...(namespace !== undefined && { namespace }),
      ...(uid !== undefined && { uid }),
    },
    type: told.type,
    reason: told.reason,
    message: told.message,
    count,
    firstTimestamp: instant(first),
    lastTimestamp: instant(last),
    source: { component: COMPONENT },
    reportingComponent: COMPONENT,
    reportingInstance: instance,
  };
}

/** API servers take whole seconds here. */
const instant = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
