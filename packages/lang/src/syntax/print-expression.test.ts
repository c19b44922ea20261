import { describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import type { Expression } from './ast.js';
import { parse } from './parse.js';
import { printExpression } from './print-expression.js';

function value(source: string): Expression {
  const { program, diagnostics } = parse(source);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (program.value === null) throw new Error(`no expression: ${source}`);
  return program.value;
}

/** Without places and the text of literals. */
function shape(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shape);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => !/^(?:start|end)$|Span$/.test(key));
  return Object.fromEntries(kept.map(([key, child]) => [key, shape(child)]));
}

const OPERATORS = ['or', 'and', '<', '<=', '>', '>=', '==', '!=', '??', '+', '-', '*', '/'] as const;

describe('only needed parentheses are printed', () => {
  const operations = OPERATORS.map((operator) => `(x ${operator} y)`);
  const operands = [...operations, '(not x)', '(-x)', 'f(x)', 'x', 'metric "v" "m" over 5m'];

  test.each(OPERATORS)('around the operands of %s', (operator) => {
    for (const source of operands.flatMap((other) => [`${other} ${operator} x`, `x ${operator} ${other}`])) {
      const expression = value(source);
      const text = printExpression(expression);
      expect(shape(value(text))).toEqual(shape(expression));
      const superfluous = withoutOnePair(text).filter((shorter) => saysTheSame(shorter, expression));
      expect(superfluous).toEqual([]);
    }
  });

  test.each(['not', '-'])('around the operand of %s', (operator) => {
    for (const operand of operands) {
      const expression = value(`${operator} ${operand}`);
      expect(shape(value(printExpression(expression)))).toEqual(shape(expression));
    }
  });
});

function saysTheSame(text: string, expression: Expression): boolean {
  const { program, diagnostics } = parse(text);
  return diagnostics.length === 0 && isDeepStrictEqual(shape(program.value), shape(expression));
}

/** The text without one pair of its grouping parentheses, in each way. */
function withoutOnePair(text: string): readonly string[] {
  const open: number[] = [];
  const shorter: string[] = [];
  for (const { 0: sign, index } of text.matchAll(/[()]/g)) {
    if (sign === '(') {
      open.push(index);
      continue;
    }
    const start = open.pop() ?? 0;
    const isCall = /\w$/.test(text.slice(0, start));
    if (!isCall) shorter.push(text.slice(0, start) + text.slice(start + 1, index) + text.slice(index + 1));
  }
  return shorter;
}

describe('a name that is also a field of requests', () => {
  test.each(['host', 'path', 'uri', 'method', 'scheme', 'useragent', 'Path'])(
    'is kept from becoming a predicate: %s',
    (name) => {
      expect(printExpression(value(`(${name}) == 5`))).toBe(`(${name}) == 5`);
      expect(printExpression(value(`(${name}) != 5`))).toBe(`(${name}) != 5`);
      expect(printExpression(value(`a + (-${name}) == 5`))).toBe(`(a + -${name}) == 5`);
      expect(printExpression(value(`(a ?? (${name})) == 5`))).toBe(`(a ?? ${name}) == 5`);
    },
  );

  test.each([
    'path > 5',
    '5 == path',
    'path / a == 5',
    'path{a="b"} == 5',
    'a.path == 5',
    'path(1) == 5',
    'header == 5',
  ])('needs no parentheses elsewhere: %s', (source) => {
    expect(printExpression(value(source))).toBe(source);
  });
});

describe('each kind of expression', () => {
  test.each([
    ['1e3', '1e3'],
    ['007', '007'],
    ['1h30m', '1h30m'],
    ["'it''s'", `"it's"`],
    ['nil', 'nil'],
    ['true', 'true'],
    ['result', 'result'],
    ['requests', 'requests'],
    ['requests . sum', 'requests.sum'],
    ['user . agent', 'user .agent'],
    ['User . AGENT { a = "b" } over 5m', 'User .AGENT{a="b"} over 5m'],
    ['user.agents', 'user.agents'],
    ['metric v1 "user".agent', 'metric "v1" "user".agent'],
    ['requests { a = \'b\' , c=~"d" }', 'requests{a="b", c=~"d"}'],
    ['requests over 90m offset 60s', 'requests over 1h30m offset 1m'],
    ['requests offset 0s', 'requests offset 0s'],
    ["metric v1 'm'", 'metric "v1" "m"'],
    ['metric candidate m', 'metric candidate "m"'],
    ['metric "candidate" m', 'metric "candidate" "m"'],
    ['metric svc 80 sub m', 'metric "svc:80/sub" "m"'],
    ['"svc 80 sub"', '"svc:80/sub"'],
    ["promql 'up'", 'promql "up"'],
    ["promql 'up' as 's'", 'promql "up" as s'],
    ["promql 'up' as 'count/s'", 'promql "up" as "count/s"'],
    ["promql 'up' as 'if'", 'promql "up" as "if"'],
    ['max ( a,b )', 'max(a, b)'],
    ['f()', 'f()'],
    ['NOT ! a', 'not not a'],
    ['- - a', '--a'],
  ])('%s is printed %s', (source, text) => {
    expect(printExpression(value(source))).toBe(text);
  });

  test('a test of a request is printed in its canonical form', () => {
    expect(printExpression(value('header  X = y'))).toBe('header "X" exact "y"');
    expect(printExpression(value('< url_beg /2 >'))).toBe('<url_beg /2>');
  });
});
