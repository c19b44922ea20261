/** FNV-1a with 32 bits. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Which of so many shards a gateway belongs to: the same in every replica and every release of the program.
 * @param key `namespace/name`
 */
export function shardOf(key: string, shards: number): number {
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, PRIME);
  // The low bits of FNV depend on few bits of the text: they are mixed with the others.
  return ((hash ^ (hash >>> 15)) >>> 0) % shards;
}
