import { placeIn } from '../../config/place.js';
import type { Tree, TreeEntry } from '../../config/yaml/tree.js';

/** What is sent as JSON is no file: findings name it so and point at its beginning. */
const SENT = placeIn({ file: 'body', text: '' }, 0, 0);

const DEEPEST = 64;

/** JSON data as the tree that the configuration's validators read; null where it is nested too deeply to be anybody's. */
export function jsonTree(value: unknown, depth = 0): Tree | null {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) {
    const items: Tree[] = [];
    for (const item of value) {
      const tree = jsonTree(item, depth + 1);
      if (tree === null) return null;
      items.push(tree);
    }
    return { kind: 'list', place: SENT, items };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = new Map<string, TreeEntry>();
    for (const [key, member] of Object.entries(value)) {
      const tree = jsonTree(member, depth + 1);
      if (tree === null) return null;
      entries.set(key, { key: SENT, value: tree });
    }
    return { kind: 'map', place: SENT, entries };
  }
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'scalar', place: SENT, value: isScalar ? value : null, token: null };
}
