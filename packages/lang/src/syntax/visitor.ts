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

/** How deep a tree is; that of an unchecked text may be thousands deep. */
export interface Depth {
  /** How many nodes stand one inside the other at the deepest place. */
  readonly nodes: number;
  /** The same for a reader: a chain of one `and` or `or` is one level, however long it is. */
  readonly levels: number;
}

export function depth(root: Node): Depth {
  let [nodes, levels] = [1, 1];
  const open: (readonly [Node, number, number])[] = [[root, 1, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, below, level] = next;
    [nodes, levels] = [Math.max(nodes, below), Math.max(levels, level)];
    for (const child of children(node)) {
      open.push([child, below + 1, goesOn(node, child) ? level : level + 1]);
    }
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
