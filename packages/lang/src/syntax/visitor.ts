import type { Node, NodeKind, NodeOfKind } from './ast.js';
import { eachChild } from './children.js';

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
    eachChild(node, enter);
    path.pop();
  };
  enter(root);
}

/** How deep a tree is; that of an unchecked text may be thousands deep. */
export interface Depth {
  /** How many nodes stand one inside the other at the deepest place. */
  readonly nodes: number;
  /** The same for a reader: a chain of one `and` or `or` is one level, however long it is. */
  readonly levels: number;
}

export function depth(root: Node): Depth {
  let [nodes, levels] = [1, 1];
  // Lists beside each other, and no tuple for every node of a text.
  const open: Node[] = [root];
  const depths: number[] = [1];
  const ranks: number[] = [1];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const parent = node;
    const [below = 1, level = 1] = [depths.pop(), ranks.pop()];
    if (below > nodes) nodes = below;
    if (level > levels) levels = level;
    eachChild(parent, (child) => {
      open.push(child);
      depths.push(below + 1);
      ranks.push(goesOn(parent, child) ? level : level + 1);
    });
  }
  return { nodes, levels };
}

/** Whether the child is the part of its parent's chain before the last operator. */
function goesOn(parent: Node, child: Node): boolean {
  return (
    parent.kind === 'Binary' &&
    child.kind === 'Binary' &&
    parent.left === child &&
    parent.operator === child.operator &&
    (parent.operator === 'and' || parent.operator === 'or')
  );
}
