import type { Node } from './ast.js';

/** The nodes directly below one, in source order. Lists of the tree are given as they are: every check walks the whole tree. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'Program':
      return node.value === null ? node.statements : [...node.statements, node.value];
    case 'Let':
    case 'Assign':
      return [node.value];
    case 'If':
      return node.otherwise === null ? node.branches : [...node.branches, node.otherwise];
    case 'Branch':
      return [node.condition, node.block];
    case 'Block':
      return node.statements;
    case 'Binary':
      return [node.left, node.right];
    case 'Not':
    case 'Negate':
      return [node.operand];
    case 'Read':
      return node.version === null ? node.selector : [node.version, ...node.selector];
    case 'Call':
      return node.arguments;
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
      return NONE;
  }
}

const NONE: readonly Node[] = [];
