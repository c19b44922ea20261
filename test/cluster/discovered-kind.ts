import type { ObjectKind } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { groupPath, succeeded } from './cluster.js';
import { request, type Access } from './server/request.mjs';

interface ResourceList {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

/** A kind as the API server itself describes it. @throws where it does not serve it */
export async function discoveredKind(access: Access, apiVersion: string, kind: string): Promise<ObjectKind> {
  const { resources } = succeeded(await request(access, 'GET', groupPath(apiVersion))) as ResourceList;
  const found = resources.find((each) => each.kind === kind && !each.name.includes('/'));
  if (found === undefined) throw new RangeError(`the API server serves no ${kind} of ${apiVersion}`);
  return { apiVersion, kind, plural: found.name, namespaced: found.namespaced };
}
