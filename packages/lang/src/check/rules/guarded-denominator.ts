import { printExpression } from '../../syntax/print-expression.js';
import { visit } from '../../syntax/visitor.js';
import { COUNT, sameUnit } from '../unit.js';
import type { Rule } from './rule.js';

/** `x / max(total, 1)` makes no traffic look like a perfect score. */
export const guardedDenominator: Rule = ({ program, types, report }) => {
  visit(program, {
    Binary: ({ operator, right }) => {
      if (operator !== '/' || right.kind !== 'Call' || right.callee !== 'max' || right.arguments.length !== 2)
        return;
      const constants = right.arguments.map((argument) => {
        const type = types.get(argument);
        return type?.kind === 'number' ? type.constant : null;
      });
      const guard = right.arguments[constants.findIndex((constant) => constant !== null && constant > 0)];
      const total = right.arguments[constants.indexOf(null)];
      if (guard === undefined || total === undefined) return;
      const measured = types.get(total);
      // `atLeast` is for counts.
      const isCount =
        measured?.kind === 'number' && (measured.unit === 'open' || sameUnit(measured.unit, COUNT));
      if (!isCount) return;
      const text = `atLeast(${printExpression(guard)}, ${printExpression(total)})`;
      const span = { start: right.start, end: right.end };
      report({
        code: 'guarded-denominator',
        severity: 'warning',
        message: `with \`max\` no traffic looks like a measurement: \`${text}\` leaves it unknown`,
        ...span,
        fixes: [{ title: `write ${text}`, edits: [{ ...span, text }] }],
      });
    },
  });
};
