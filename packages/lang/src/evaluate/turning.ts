import type { EvaluatedNodes } from './evaluated-nodes.js';
import { isNumberComparison, type BooleanNode, type NumberComparison } from './lowered.js';

/**
 * The comparisons that alone could have turned one of the conditions: had one of them come out the other way and all else been
 * the same, so would the condition have. None for a condition that is unknown.
 */
export function turningComparisons(
  conditions: readonly BooleanNode[],
  nodes: EvaluatedNodes,
): ReadonlySet<NumberComparison> {
  const found = new Set<NumberComparison>();
  // A `let` may be used thousands of times, by others that are; each node is looked at once.
  const reached = new Set(conditions.filter((condition) => !nodes.isUnknown(condition)));
  for (const node of reached) {
    if (isNumberComparison(node)) found.add(node);
    else for (const deciding of decidingParts(node, nodes)) reached.add(deciding);
  }
  return found;
}

/** The parts whose turning would turn a node of a known truth value. */
function decidingParts(
  node: Exclude<BooleanNode, NumberComparison>,
  nodes: EvaluatedNodes,
): readonly BooleanNode[] {
  switch (node.operation) {
    case 'local':
      return [node.definition];
    case 'not':
      return node.operands;
    case 'and':
    case 'or': {
      // A side has the say only where the others leave it to it.
      const neutral = node.operation === 'and';
      return node.operands.filter((operand) =>
        node.operands.every((other) => other === operand || nodes.is(other, neutral)),
      );
    }
    case '??':
      return node.operands.filter((operand) => !nodes.isUnknown(operand)).slice(0, 1);
    case 'constant':
    case 'same':
    case 'different':
    case 'known':
      return [];
  }
}
