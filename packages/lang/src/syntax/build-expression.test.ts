import { describe, expect, test } from '@jest/globals';
import { expectSyntax } from '../testing/expect-findings.js';
import { marked } from '../testing/marked-source.js';
import type { Expression } from './ast.js';
import { parse } from './parse.js';

const value = (source: string): Expression | null => parse(source).program.value;

/** An expression with all its parentheses. */
function grouped(node: Expression | null): string {
  switch (node?.kind) {
    case 'Binary':
      return `(${grouped(node.left)} ${node.operator} ${grouped(node.right)})`;
    case 'Not':
      return `(not ${grouped(node.operand)})`;
    case 'Negate':
      return `(-${grouped(node.operand)})`;
    case 'Call':
      return `${node.callee}(${node.arguments.map(grouped).join(', ')})`;
    case 'Name':
      return node.name;
    default:
      return node?.kind ?? 'nothing';
  }
}

describe('operators group', () => {
  test.each([
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c', '((a / b) * c)'],
    ['a and b and c', '((a and b) and c)'],
    ['a ?? b ?? c', '((a ?? b) ?? c)'],
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c', '((a and b) or c)'],
    ['not a and b', '((not a) and b)'],
    ['not a > b', '(not (a > b))'],
    ['not not a', '(not (not a))'],
    ['a > b and c < d', '((a > b) and (c < d))'],
    ['a + b > c * d', '((a + b) > (c * d))'],
    ['a + b * c', '(a + (b * c))'],
    ['a ?? b > c', '((a ?? b) > c)'],
    ['-a * b', '((-a) * b)'],
    ['- -a', '(-(-a))'],
    ['-a ?? -b', '((-a) ?? (-b))'],
    ['a - -b', '(a - (-b))'],
    ['(a + b) * c', '((a + b) * c)'],
    ['a + (b + c)', '(a + (b + c))'],
    ['((a))', 'a'],
    ['(a + b) ?? c', '((a + b) ?? c)'],
    ['a + (b ?? c)', '(a + (b ?? c))'],
    ['(a < b) == (c < d)', '((a < b) == (c < d))'],
    ['max(a, b + c, -d)', 'max(a, (b + c), (-d))'],
    ['f()', 'f()'],
    ['f((a), g(b))', 'f(a, g(b))'],
  ])('%s', (source, expected) => {
    expect(grouped(value(source))).toBe(expected);
    expect(parse(source).diagnostics).toEqual([]);
  });

  test.each([
    ['a || b | c OR d', '(((a or b) or c) or d)'],
    ['a && b & c And d', '(((a and b) and c) and d)'],
    ['! a', '(not a)'],
    ['NOT ! a', '(not (not a))'],
  ])('%s has the operators of the canonical form', (source, expected) => {
    expect(grouped(value(source))).toBe(expected);
  });
});

describe('places', () => {
  test('of an operation run from its first to its last operand, parentheses included', () => {
    const { source, spans } = marked('<|(a) <|+|> (b <|*|> c)|>');
    expect(value(source)).toMatchObject({
      ...spans[0],
      operatorSpan: spans[1],
      right: { operatorSpan: spans[2], start: 7, end: 12 },
    });
  });

  test('of a prefix run from its sign', () => {
    const { source, spans } = marked(' <|not (<|-(a)|>)|>');
    expect(value(source)).toMatchObject({
      kind: 'Not',
      ...spans[0],
      operand: { kind: 'Negate', ...spans[1] },
    });
  });

  test('of a call and its name', () => {
    const { source, spans } = marked(' <|<|max|> (a, b )|>');
    expect(value(source)).toMatchObject({ kind: 'Call', ...spans[0], calleeSpan: spans[1] });
  });

  test('of an expression in parentheses are its own', () => {
    expect(value(' ( a ) ')).toMatchObject({ kind: 'Name', start: 3, end: 4 });
  });
});

describe('literals', () => {
  test.each([
    ['12', { kind: 'NumberLiteral', value: 12, unit: 'bare', text: '12' }],
    ['20%', { kind: 'NumberLiteral', value: 0.2, unit: 'ratio', text: '20%' }],
    ['1h30m', { kind: 'NumberLiteral', value: 5400, unit: 's', text: '1h30m' }],
    ['1KiB', { kind: 'NumberLiteral', value: 1024, unit: 'B', text: '1KiB' }],
    ['true', { kind: 'BooleanLiteral', value: true }],
    ['false', { kind: 'BooleanLiteral', value: false }],
    ['nil', { kind: 'NilLiteral' }],
    ['result', { kind: 'ResultReference' }],
  ])('%s', (source, node) => {
    expect(value(` ${source}`)).toEqual({ ...node, start: 1, end: 1 + source.length });
  });

  test('a number that is none is an error and counts as 0', () => {
    expectSyntax('a * <|30m1h|>', {
      code: 'bad-number',
      message: '`30m1h` is no duration: units descend, as in `1h30m`',
    });
    expectSyntax('a * <|1e999|>', {
      code: 'number-out-of-range',
      message: '`1e999` is too large: numbers go up to about 1.8e308',
    });
    expect(value('1e999')).toMatchObject({ kind: 'NumberLiteral', value: 0, unit: 'bare' });
  });
});

describe('a broken expression', () => {
  test.each([
    ['a +', 'a'],
    ['a + * b', '(a + b)'],
    ['+ a', 'nothing'],
    ['a + (b', '(a + b)'],
    ['(a + ) - b', '(a - b)'],
    ['f(a, )', 'f(a)'],
    ['f(a', 'f(a)'],
    ['not', 'nothing'],
  ])('%s is read as %s', (source, expected) => {
    expect(grouped(value(source))).toBe(expected);
    expect(parse(source).diagnostics).not.toEqual([]);
  });
});
