import type { ClusterObjects } from '../../cluster/cluster-objects.js';

/** The same objects, but what was sent arrives even if nobody waits for the answer any more. */
export function detached(objects: ClusterObjects): ClusterObjects {
  const sent = async <T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> => {
    signal.throwIfAborted();
    const answer = call(new AbortController().signal);
    const givenUp = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    return await Promise.race([answer, givenUp]);
  };
  return {
    get: (kind, key, signal) => sent((detach) => objects.get(kind, key, detach), signal),
    list: (kind, query, signal) => sent((detach) => objects.list(kind, query, detach), signal),
    watch: (kind, query, hear, signal) => objects.watch(kind, query, hear, signal),
    create: (kind, object, signal) => sent((detach) => objects.create(kind, object, detach), signal),
    apply: (kind, object, options, signal) =>
      sent((detach) => objects.apply(kind, object, options, detach), signal),
    replace: (kind, object, signal) => sent((detach) => objects.replace(kind, object, detach), signal),
    replaceStatus: (kind, object, signal) =>
      sent((detach) => objects.replaceStatus(kind, object, detach), signal),
    remove: (kind, key, signal) => sent((detach) => objects.remove(kind, key, detach), signal),
  };
}
