import type { Node } from './ast.js';

/** The nodes directly below one, in source order. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  eachChild(node, (child) => found.push(child));
  return found;
}

/** The same one after the other, without a list: every check walks the whole tree. */
export function eachChild(node: Node, call: (child: Node) => void): void {
  switch (node.kind) {
    case 'Program':
      node.statements.forEach(call);
      if (node.value !== null) call(node.value);
      return;
    case 'Let':
    case 'Assign':
      call(node.value);
      return;
    case 'If':
      node.branches.forEach(call);
      if (node.otherwise !== null) call(node.otherwise);
      return;
    case 'Branch':
      call(node.condition);
      call(node.block);
      return;
    case 'Block':
      node.statements.forEach(call);
      return;
    case 'Binary':
      call(node.left);
      call(node.right);
      return;
    case 'Not':
    case 'Negate':
      call(node.operand);
      return;
    case 'Read':
      if (node.version !== null) call(node.version);
      node.selector.forEach(call);
      return;
    case 'Call':
      node.arguments.forEach(call);
      return;
    case 'NumberLiteral':
    case 'VersionLiteral':
    case 'NilLiteral':
    case 'BooleanLiteral':
    case 'ResultReference':
    case 'Name':
    case 'PromqlRead':
    case 'VersionReference':
    case 'LabelMatcher':
    case 'Predicate':
    case 'RawAcl':
      return;
  }
}
