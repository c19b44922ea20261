import { systemClock } from '../../release/system-clock.js';
import { openAccess } from './access.js';
import type { AccessOptions } from './access.js';
import { ApiObjects } from './api-objects.js';
import { CallRate } from './call-rate.js';
import type { ClusterObjects } from './cluster-objects.js';
import { ApiTransport } from './transport.js';

/** A cluster that can be reached; whoever opens it closes it. */
export interface Cluster {
  readonly objects: ClusterObjects;
  /** The address of its API server. */
  readonly server: string;
  /** Of this pod, or of the context; null where neither says. */
  readonly namespace: string | null;
  /** Ends all connections. */
  close(): void;
}

/** Nothing is asked of the cluster yet. @throws ClusterError where there is none to ask */
export async function openCluster(options: AccessOptions): Promise<Cluster> {
  const access = await openAccess(options);
  const transport = new ApiTransport(access);
  const rate = new CallRate({
    now: () => performance.now(),
    sleep: (time, signal) => systemClock.sleep(time, signal),
  });
  return {
    objects: new ApiObjects(transport, rate),
    server: access.server,
    namespace: access.namespace,
    close: () => transport.close(),
  };
}
