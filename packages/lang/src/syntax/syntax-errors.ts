import type { IToken } from 'chevrotain';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { join, type Span } from '../source/span.js';
import type { BinaryOperator } from './ast.js';
import { tokenSpan } from './lexer/tokenize.js';
import type { BadEscape } from './string-literal.js';

/** What the grammar lets through so that the message can show what was meant. */

/** An operand with its own parentheses, and what it begins and ends with where it is a chain of operators. */
interface Operand {
  readonly outer: Span;
  readonly first: Span;
  readonly last: Span;
}

/**
 * `a < b < c`, which is taken for `a < b and b < c`.
 * @param isNegated whether `not` stands before it, which binds tighter than `and`
 */
export function comparisonChain(
  source: string,
  operands: readonly Operand[],
  isNegated: boolean,
): Diagnostic {
  const whole = operands.map(({ outer }) => outer).reduce(join);
  const repeated = operands
    .slice(1, -1)
    .map(({ outer }) => insertion(outer.end, ` and ${source.slice(outer.start, outer.end)}`));
  const edits = isNegated ? parenthesised(whole, repeated) : repeated;
  return {
    code: 'comparison-chain',
    severity: 'error',
    message: `comparisons cannot be chained: write \`${preview(source, whole, edits)}\``,
    ...whole,
    fixes: [{ title: 'compare in pairs', edits }],
  };
}

/** `a <> b`, as other languages write it. */
export function foreignComparison(token: IToken, meant: BinaryOperator): Diagnostic {
  const span = tokenSpan(token);
  return {
    code: 'syntax-error',
    severity: 'error',
    message: `\`${token.image}\` is no comparison of this language: write \`${meant}\``,
    ...span,
    fixes: [{ title: `write ${meant}`, edits: [{ ...span, text: meant }] }],
  };
}

/** `a + b ?? c`, of which it is not known what shall fall back. Only parentheses are added, so that comments stay. */
export function mixedFallback(source: string, operands: readonly Operand[]): Diagnostic {
  const whole = operands.map(({ outer }) => outer).reduce(join);
  const sums = operands
    .filter(({ first, last }) => first !== last)
    .flatMap(({ outer }) => parenthesised(outer));
  const nearest = nearestOperands(operands).flatMap((span) => parenthesised(span));
  return {
    code: 'mixed-fallback',
    severity: 'error',
    message: `\`??\` beside arithmetic needs parentheses: write \`${preview(source, whole, sums)}\` or \`${preview(source, whole, nearest)}\``,
    ...whole,
    fixes: [
      { title: 'let the sum fall back', edits: sums },
      { title: 'let its nearest operand fall back', edits: nearest },
    ],
  };
}

/** What stands around each `??` if it binds tighter than arithmetic: `b ?? c` and `d ?? e` of `a + b ?? c * d ?? e`. */
function nearestOperands(operands: readonly Operand[]): readonly Span[] {
  const groups: Span[] = [];
  let start: Span | null = null;
  for (const [index, { first, last }] of operands.entries()) {
    const isLast = index === operands.length - 1;
    if (start !== null && (first !== last || isLast)) groups.push(join(start, first));
    if (start === null || first !== last) start = last;
  }
  return groups;
}

function insertion(place: number, text: string): Edit {
  return { start: place, end: place, text };
}

function parenthesised({ start, end }: Span, inside: readonly Edit[] = []): readonly Edit[] {
  return [insertion(start, '('), ...inside, insertion(end, ')')];
}

/** A part of the source with text inserted, for a message. */
function preview(source: string, { start, end }: Span, insertions: readonly Edit[]): string {
  let text = '';
  let from = start;
  for (const edit of insertions) {
    text += source.slice(from, edit.start) + edit.text;
    from = edit.start;
  }
  return excerpt(text + source.slice(from, end));
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

export function badPort(token: IToken): Diagnostic {
  return {
    code: 'bad-number',
    severity: 'error',
    message: `\`${excerpt(token.image)}\` is no port: expected a whole number without a unit such as \`9090\``,
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
