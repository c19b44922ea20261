import type { IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { join, type Span } from '../source/span.js';
import type { Binary } from './ast.js';
import { tokenSpan } from './lexer/tokenize.js';
import type { BadEscape } from './string-literal.js';

/** What the grammar lets through so that the message can show what was meant. */

interface Operand {
  readonly outer: Span;
}

function textOf(source: string, span: Span): string {
  return source.slice(span.start, span.end);
}

export function comparisonChain(
  source: string,
  operands: readonly (Operand | null)[],
  operators: readonly IToken[],
): Diagnostic {
  const spans = operands.flatMap((operand) => (operand === null ? [] : [operand.outer]));
  const whole = spans.reduce(join, spans[0] ?? tokenSpan(operators[0] ?? missing()));
  const pairs = operators.flatMap((operator, index) => {
    const left = spans[index];
    const right = spans[index + 1];
    return left === undefined || right === undefined
      ? []
      : [`${textOf(source, left)} ${operator.image} ${textOf(source, right)}`];
  });
  const meant = pairs.join(' and ');
  return {
    code: 'comparison-chain',
    severity: 'error',
    message: `comparisons cannot be chained: write \`${excerpt(meant)}\``,
    ...whole,
    fixes: [{ title: 'compare in pairs', edits: [{ ...whole, text: meant }] }],
  };
}

export function mixedFallback(
  source: string,
  operands: readonly (Operand | null)[],
  operators: readonly IToken[],
  mixed: Operand & { readonly node: Binary },
): Diagnostic {
  const spans = operands.flatMap((operand) => (operand === null ? [] : [operand.outer]));
  const whole = spans.reduce(join, mixed.outer);
  const sumFirst = spans.map((span) =>
    span === mixed.outer ? `(${textOf(source, span)})` : textOf(source, span),
  );
  const isLeft = operators.some((operator) => operator.startOffset >= mixed.outer.end);
  const first = sumFirst.join(' ?? ');
  const second = narrowFallback(source, whole, mixed.node, isLeft);
  return {
    code: 'mixed-fallback',
    severity: 'error',
    message: `\`??\` beside arithmetic needs parentheses: write \`${excerpt(first)}\` or \`${excerpt(second)}\``,
    ...whole,
    fixes: [
      { title: 'let the sum fall back', edits: [{ ...whole, text: first }] },
      { title: 'let its nearest operand fall back', edits: [{ ...whole, text: second }] },
    ],
  };
}

/** `a + b ?? c` with the parentheses around the operand beside `??`: `a + (b ?? c)`. */
function narrowFallback(source: string, whole: Span, sum: Binary, isLeft: boolean): string {
  const [before, after] = [source.slice(whole.start, sum.start), source.slice(sum.end, whole.end)];
  if (isLeft) {
    let inner = sum;
    while (
      inner.right.kind === 'Binary' &&
      source.slice(inner.operatorSpan.end, inner.right.start).trim() === ''
    ) {
      inner = inner.right;
    }
    const operand = source.slice(inner.operatorSpan.end, sum.end).trimStart();
    return `${before}${source.slice(sum.start, sum.end - operand.length)}(${operand}${after})`;
  }
  let inner = sum;
  while (inner.left.kind === 'Binary' && inner.left.start === sum.start) inner = inner.left;
  const operand = source.slice(sum.start, inner.operatorSpan.start).trimEnd();
  return `(${before}${operand})${source.slice(sum.start + operand.length, sum.end)}${after}`;
}

export function numberProblem(token: IToken, problem: 'descending' | 'out-of-range'): Diagnostic {
  return problem === 'descending'
    ? {
        code: 'bad-number',
        severity: 'error',
        message: `\`${excerpt(token.image)}\` is no duration: units descend, as in \`1h30m\``,
        ...tokenSpan(token),
      }
    : {
        code: 'number-out-of-range',
        severity: 'error',
        message: `\`${excerpt(token.image)}\` is too large: numbers go up to about 1.8e308`,
        ...tokenSpan(token),
      };
}

export function badDuration(token: IToken, word: 'over' | 'offset'): Diagnostic {
  const example = word === 'over' ? 'over 5m' : 'offset 1h';
  return {
    code: 'bad-duration',
    severity: 'error',
    message: `\`${excerpt(token.image)}\` is no time to read ${word}: expected a positive duration such as \`${example}\``,
    ...tokenSpan(token),
  };
}

export function badEscape(token: IToken, escape: BadEscape): Diagnostic {
  const text = token.image.slice(escape.start, escape.end);
  return {
    code: 'bad-escape',
    severity: 'error',
    message: `\`${excerpt(text)}\` names no character: expected \`\\u{…}\` with one to six hexadecimal digits of a Unicode character`,
    start: token.startOffset + escape.start,
    end: token.startOffset + escape.end,
  };
}

function missing(): never {
  throw new Error('a chain of comparisons has at least two operators');
}
