import type { Node, NodeKind, NodeOfKind } from './ast.js';
import { children } from './children.js';

/** Functions by kind of node; `path` holds the nodes above, outermost first. */
export type Visitor = {
  readonly [K in NodeKind]?: (node: NodeOfKind<K>, path: readonly Node[]) => void;
};

/** Calls the visitors for every node below and including `root`, parents before children, in source order. */
export function visit(root: Node, ...visitors: readonly Visitor[]): void {
  const path: Node[] = [];
  const enter = (node: Node): void => {
    for (const visitor of visitors) {
      // The table's key is the node's own kind, so the function takes this very node.
      const call = visitor[node.kind] as ((node: Node, path: readonly Node[]) => void) | undefined;
      call?.(node, path);
    }
    path.push(node);
    for (const child of children(node)) enter(child);
    path.pop();
  };
  enter(root);
}

/** How many nodes stand one inside the other at the deepest place; the tree of an unchecked text may be thousands deep. */
export function depth(root: Node): number {
  let deepest = 0;
  const open: (readonly [Node, number])[] = [[root, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, level] = next;
    deepest = Math.max(deepest, level);
    for (const child of children(node)) open.push([child, level + 1]);
  }
  return deepest;
}
