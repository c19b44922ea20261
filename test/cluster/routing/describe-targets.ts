import { afterAll, beforeAll } from '@jest/globals';
import type { ClusterTargetSpec } from '../../../packages/runtime/src/config/gateway.js';
import type { ClusterObjects } from '../../../packages/runtime/src/kubernetes/cluster/cluster-objects.js';
import type {
  KubernetesObject,
  ObjectKind,
} from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import { openCluster, type Cluster } from '../../../packages/runtime/src/kubernetes/cluster/open-cluster.js';
import type { ClusterTarget } from '../../../packages/runtime/src/routing/kubernetes/target.js';
import { describeWithFolder } from '../../crds/crds.js';
import { cluster } from '../cluster.js';
import { definitionsIn, install } from '../definitions.js';
import { followedTarget } from './followed-target.js';

/** The API server with the published definitions, as a controller reaches it; for what runs within tests and their hooks. */
export interface Reached {
  readonly objects: () => ClusterObjects;
  /** An object that must be there. */
  readonly read: (kind: ObjectKind, namespace: string, name: string) => Promise<KubernetesObject>;
  /** A target that follows a namespace until the suite has ended. */
  readonly targetIn: (namespace: string, spec: ClusterTargetSpec) => Promise<ClusterTarget>;
}

const READ_WITHIN = 30_000;

/** Describes targets on a real API server, with the published definitions. */
export function describeTargets(name: string, suite: (reached: Reached) => void): void {
  const { access, kubeconfig } = cluster();
  describeWithFolder(name, (folder) => {
    const ended = new AbortController();
    let opened: Cluster;
    beforeAll(async () => {
      await install(access, definitionsIn(folder));
      opened = await openCluster({ context: null, environment: { KUBECONFIG: kubeconfig } });
    });
    afterAll(() => {
      ended.abort();
      opened.close();
    });
    suite({
      objects: () => opened.objects,
      read: async (kind, namespace, object) => {
        const signal = AbortSignal.timeout(READ_WITHIN);
        const found = await opened.objects.get(kind, { namespace, name: object }, signal);
        if (found === null) throw new Error(`there is no ${object}`);
        return found;
      },
      targetIn: (namespace, spec) =>
        followedTarget(opened.objects, { namespace, spec, signal: ended.signal }),
    });
  });
}
