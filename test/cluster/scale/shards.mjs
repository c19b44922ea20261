import { request } from '../server/request.mjs';

/**
 * How many shards each replica holds, by the name of its pod.
 * @param {import('../server/request.mjs').Access} access
 * @param {string} namespace of the leases
 * @returns {Promise<ReadonlyMap<string, number>>}
 */
export async function shardsOf(access, namespace) {
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
  const { body } = await request(access, 'GET', path);
  const { items } =
    /** @type {{ items: { metadata: { name: string }, spec: { holderIdentity?: string } }[] }} */ (body);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { metadata, spec } of items) {
    const replica = /^(.+)-[0-9a-f]{8}$/.exec(spec.holderIdentity ?? '')?.[1];
    if (replica === undefined || !metadata.name.startsWith('lamia-shard-')) continue;
    counts.set(replica, (counts.get(replica) ?? 0) + 1);
  }
  return counts;
}
