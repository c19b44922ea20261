import type { Block } from '../../syntax/ast.js';
import { printProgram } from '../../syntax/printer.js';
import { visit } from '../../syntax/visitor.js';
import type { Rule } from './rule.js';

/** `if (a) {X} else if (b) {X}` is undecided when `a` is unknown, although `b` may hold; `a or b` is not. */
export const lessDefinedBranches: Rule = ({ program, report }) => {
  visit(program, {
    If: ({ branches }) => {
      branches.forEach((branch, index) => {
        const next = branches[index + 1];
        if (next === undefined || branch.block.statements.length === 0) return;
        if (outcome(branch.block) !== outcome(next.block)) return;
        report({
          code: 'less-defined-branches',
          severity: 'warning',
          message:
            'this branch and the one before have the same outcome: join their conditions with `or`, which decides also when one of them is unknown',
          start: next.condition.start,
          end: next.condition.end,
          related: [
            { message: 'the branch before', start: branch.condition.start, end: branch.condition.end },
          ],
        });
      });
    },
  });
};

function outcome(block: Block): string {
  return printProgram({ kind: 'Program', statements: block.statements, value: null, start: 0, end: 0 });
}
