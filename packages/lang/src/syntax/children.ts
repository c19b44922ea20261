import type { Node, NodeKind } from './ast.js';

/** The child keys of every kind, in source order; a new kind of node is one interface and one row here. */
const CHILD_KEYS: Readonly<Record<NodeKind, readonly string[]>> = {
  Program: ['statements', 'value'],
  Let: ['value'],
  Assign: ['value'],
  If: ['branches', 'otherwise'],
  Branch: ['condition', 'block'],
  Block: ['statements'],
  Binary: ['left', 'right'],
  Not: ['operand'],
  Negate: ['operand'],
  NumberLiteral: [],
  VersionLiteral: [],
  NilLiteral: [],
  BooleanLiteral: [],
  ResultReference: [],
  Name: [],
  Read: ['version', 'selector'],
  PromqlRead: [],
  VersionReference: [],
  LabelMatcher: [],
  Call: ['arguments'],
  Predicate: [],
  RawAcl: [],
};

/** The nodes directly below one, in source order. */
export function children(node: Node): readonly Node[] {
  // The table names only keys that hold a node, null or a list of nodes.
  const fields = node as unknown as Readonly<Record<string, Node | null | readonly Node[]>>;
  const nodes: Node[] = [];
  for (const key of CHILD_KEYS[node.kind]) {
    const child = fields[key];
    if (Array.isArray(child)) nodes.push(...(child as readonly Node[]));
    else if (child !== null && child !== undefined) nodes.push(child as Node);
  }
  return nodes;
}
