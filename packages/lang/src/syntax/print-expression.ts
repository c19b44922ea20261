import type {
  Binary,
  BinaryOperator,
  Expression,
  LabelMatcher,
  PromqlRead,
  Read,
  VersionReference,
} from './ast.js';
import { durationText } from './duration.js';
import { printPredicate } from './print-predicate.js';
import { printStatistic } from './print-statistic.js';
import { quote } from './string-literal.js';

/** Binding strengths, loosest first; a child that binds looser than its place needs parentheses. */
const OR = 0;
const AND = 1;
const NOT = 2;
const COMPARISON = 3;
const FALLBACK = 4;
const SUM = 5;
const PRODUCT = 6;
const UNARY = 7;
const PRIMARY = 8;
/** Tighter than anything: a child in such a place always gets parentheses. */
const PARENTHESIS = 9;

const STRENGTH: Readonly<Record<BinaryOperator, number>> = {
  or: OR,
  and: AND,
  '<': COMPARISON,
  '<=': COMPARISON,
  '>': COMPARISON,
  '>=': COMPARISON,
  '==': COMPARISON,
  '!=': COMPARISON,
  '??': FALLBACK,
  '+': SUM,
  '-': SUM,
  '*': PRODUCT,
  '/': PRODUCT,
};

/** The canonical text of an expression, on one line, with only the parentheses that its tree needs. */
export function printExpression(node: Expression): string {
  return print(node, OR);
}

function print(node: Expression, place: number): string {
  const text = printBare(node);
  return strengthOf(node) < place ? `(${text})` : text;
}

function strengthOf(node: Expression): number {
  switch (node.kind) {
    case 'Binary':
      return STRENGTH[node.operator];
    case 'Not':
      return NOT;
    case 'Negate':
      return UNARY;
    default:
      return PRIMARY;
  }
}

function printBare(node: Expression): string {
  switch (node.kind) {
    case 'Binary':
      return printBinary(node);
    case 'Not':
      return `not ${print(node.operand, NOT)}`;
    case 'Negate':
      return `-${print(node.operand, UNARY)}`;
    case 'NumberLiteral':
      return node.text;
    case 'VersionLiteral':
      return quote(node.label);
    case 'NilLiteral':
      return 'nil';
    case 'BooleanLiteral':
      return String(node.value);
    case 'ResultReference':
      return 'result';
    case 'Name':
      return node.name;
    case 'Read':
      return printRead(node);
    case 'PromqlRead':
      return printPromql(node);
    case 'Call':
      return `${node.callee}(${node.arguments.map(printExpression).join(', ')})`;
    case 'Predicate':
      return printPredicate(node);
    case 'RawAcl':
      return `<${node.text}>`;
  }
}

function printBinary(node: Binary): string {
  const own = STRENGTH[node.operator];
  // Chains lean to the left; comparisons do not chain; the operands of `??` are units of their own.
  const [left, right] =
    own === FALLBACK
      ? [isFallback(node.left) ? FALLBACK : UNARY, UNARY]
      : [own === COMPARISON ? FALLBACK : own, own + 1];
  // `path == 5` would be a test of the request's path, `(path) == 5` compares a metric of that name.
  const before = isEquality(node) && endsInField(node.left) ? PARENTHESIS : left;
  return `${print(node.left, before)} ${node.operator} ${print(node.right, right)}`;
}

const FIELD = /^(?:host|path|uri|method|scheme|useragent)$/i;

function isEquality({ operator }: Binary): boolean {
  return operator === '==' || operator === '!=';
}

/** Whether the text of an expression ends in a bare name that is also a field of requests. */
function endsInField(node: Expression): boolean {
  switch (node.kind) {
    case 'Name':
      return FIELD.test(node.name);
    case 'Negate':
      return endsInField(node.operand);
    case 'Binary':
      return endsInField(node.right);
    default:
      return false;
  }
}

function isFallback(node: Expression): boolean {
  return node.kind === 'Binary' && node.operator === '??';
}

function printRead(node: Read): string {
  const metric =
    node.version === null ? node.metric : `metric ${printVersion(node.version)} ${quote(node.metric)}`;
  const statistic = printStatistic(metric, node.statistic);
  const selector = node.selector.length === 0 ? '' : `{${node.selector.map(printMatcher).join(', ')}}`;
  const over = node.over === null ? '' : ` over ${durationText(node.over)}`;
  const offset = node.offset === null ? '' : ` offset ${durationText(node.offset)}`;
  return `${metric}${statistic}${selector}${over}${offset}`;
}

function printVersion(version: VersionReference): string {
  return version.form === 'role' ? version.name : quote(version.name);
}

function printMatcher({ label, operator, value }: LabelMatcher): string {
  return `${label}${operator}${quote(value)}`;
}

/** Products need quotes, and so would reserved words. */
const PLAIN_UNIT = /^(?:ratio|count|s|B)$/;

function printPromql(node: PromqlRead): string {
  if (node.unit === null) return `promql ${quote(node.query)}`;
  return `promql ${quote(node.query)} as ${PLAIN_UNIT.test(node.unit) ? node.unit : quote(node.unit)}`;
}
