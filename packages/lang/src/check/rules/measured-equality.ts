import type { Expression } from '../../syntax/ast.js';
import { visit } from '../../syntax/visitor.js';
import type { Rule } from './rule.js';

/** Measured numbers are almost never equal. Zero is let through: a count that is exactly none is a fair question. */
export const measuredEquality: Rule = ({ program, types, report }) => {
  const constantOf = (node: Expression): number | null => {
    const type = types.get(node);
    return type?.kind === 'number' ? type.constant : null;
  };
  visit(program, {
    Binary: (node) => {
      if (node.operator !== '==' && node.operator !== '!=') return;
      if (types.get(node.left)?.kind !== 'number' || types.get(node.right)?.kind !== 'number') return;
      const [left, right] = [constantOf(node.left), constantOf(node.right)];
      if ((left !== null && right !== null) || left === 0 || right === 0) return;
      report({
        code: 'measured-equality',
        severity: 'warning',
        message: `\`${node.operator}\` between measured numbers almost never holds as meant: compare with \`<\` or \`>\``,
        ...node.operatorSpan,
      });
    },
  });
};
