import type { Call, Expression } from '../../syntax/ast.js';
import { printExpression } from '../../syntax/print-expression.js';
import { visit } from '../../syntax/visitor.js';
import { COUNT, sameUnit } from '../unit.js';
import type { Rule, RuleContext } from './rule.js';

type Context = Pick<RuleContext, 'resolution' | 'types'>;

/** `x / max(total, 1)` makes no traffic look like a perfect score, also where a `let` names the divisor. */
export const guardedDenominator: Rule = ({ program, report, ...context }) => {
  const seen = new Set<Call>();
  visit(program, {
    Binary: ({ operator, right }) => {
      if (operator !== '/') return;
      const divisor = maximum(right, context);
      if (divisor === null || seen.has(divisor)) return;
      seen.add(divisor);
      const text = waiting(divisor, context);
      if (text === null) return;
      const span = { start: divisor.start, end: divisor.end };
      const related = { message: 'what divides by it', start: right.start, end: right.end };
      report({
        code: 'guarded-denominator',
        severity: 'warning',
        message: `with \`max\` no traffic looks like a measurement: \`${text}\` leaves it unknown`,
        ...span,
        ...(divisor === right ? {} : { related: [related] }),
        fixes: [{ title: `write ${text}`, edits: [{ ...span, text }] }],
      });
    },
  });
};

/** The `max` that an expression is or is a name of, through any number of `let`s. */
function maximum(expression: Expression, { resolution }: Context): Call | null {
  let meant = expression;
  while (meant.kind === 'Name') {
    const meaning = resolution.names.get(meant);
    if (meaning?.kind !== 'let') return null;
    meant = meaning.declaration.value;
  }
  return meant.kind === 'Call' && meant.callee === 'max' ? meant : null;
}

/** What it takes the greatest of, those of a `max` inside of it included. */
function operands(call: Call, context: Context, seen = new Set<Call>()): readonly Expression[] {
  // The same again adds nothing, and names of names would double each time.
  if (seen.has(call)) return [];
  seen.add(call);
  return call.arguments.flatMap((argument) => {
    const inner = maximum(argument, context);
    return inner === null ? [argument] : operands(inner, context, seen);
  });
}

/** `atLeast(n, x)` for a `max` of counts and of constants that guard them; null for any other. */
function waiting(call: Call, context: Context): string | null {
  const isCount = (operand: Expression): boolean => {
    const type = context.types.get(operand);
    return type?.kind === 'number' && (type.unit === 'open' || sameUnit(type.unit, COUNT));
  };
  const list = operands(call, context).map((operand) => {
    const type = context.types.get(operand);
    return { operand, constant: type?.kind === 'number' ? type.constant : null };
  });
  const greatest = Math.max(...list.map(({ constant }) => constant ?? 0));
  const guard = list.find(({ constant }) => constant === greatest);
  const measured = list.filter(({ constant }) => constant === null).map(({ operand }) => operand);
  // `atLeast` is for counts.
  if (greatest <= 0 || guard === undefined || measured.length === 0 || !measured.every(isCount)) return null;
  const texts = [...new Set(measured.map(printExpression))];
  const total = texts.length === 1 ? texts.join() : `max(${texts.join(', ')})`;
  return `atLeast(${printExpression(guard.operand)}, ${total})`;
}
