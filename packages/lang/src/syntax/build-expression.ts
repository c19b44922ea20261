import type { CstNode, IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { join, type Span } from '../source/span.js';
import type { BinaryOperator, Expression } from './ast.js';
import { PredicateBuilder } from './build-predicate.js';
import { ReadBuilder } from './build-read.js';
import { childNode, childNodes, childToken, childTokens } from './concrete.js';
import { tokenSpan } from './lexer/tokenize.js';
import { readNumber } from './number-literal.js';
import { comparisonChain, foreignComparison, mixedFallback, numberProblem } from './syntax-errors.js';

/** A node and the text it takes, its own parentheses included. */
export interface Built {
  readonly node: Expression;
  readonly outer: Span;
  /** What a chain of operators outside of parentheses begins and ends with; of anything else all of its text. */
  readonly first: Span;
  readonly last: Span;
}

const CANONICAL: Readonly<Record<string, BinaryOperator>> = {
  ...{ or: 'or', '||': 'or', '|': 'or', and: 'and', '&&': 'and', '&': 'and' },
  ...{ '<': '<', '<=': '<=', '>': '>', '>=': '>=', '==': '==', '!=': '!=' },
  // Foreign ones, which are reported.
  ...{ '<>': '!=', '=>': '>=' },
  ...{ '+': '+', '-': '-', '*': '*', '/': '/', '??': '??' },
};

/** Builds expressions; collects what the grammar lets through so that it can be said well here. */
export class ExpressionBuilder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly reads = new ReadBuilder(this.diagnostics);
  private readonly predicates = new PredicateBuilder(this.diagnostics);

  constructor(private readonly source: string) {}

  /** The expression below a node, or null where the text has none. */
  optional(parent: CstNode): Built | null {
    const node = childNode(parent, 'expression');
    const chain = node === undefined ? undefined : childNode(node, 'disjunction');
    return chain === undefined ? null : this.disjunction(chain);
  }

  private readonly disjunction = (node: CstNode): Built | null =>
    this.chain(node, 'conjunction', 'OrOperator', this.conjunction);

  private readonly conjunction = (node: CstNode): Built | null =>
    this.chain(node, 'negation', 'AndOperator', this.negation);

  private readonly negation = (node: CstNode): Built | null => {
    const comparison = childNode(node, 'comparison');
    const negations = childTokens(node, 'NotOperator');
    const operand = comparison === undefined ? null : this.comparison(comparison, negations.length > 0);
    return this.prefixes(operand, negations, 'Not');
  };

  private comparison(node: CstNode, isNegated: boolean): Built | null {
    const operands = childNodes(node, 'fallback').map(this.fallback);
    const operators = childTokens(node, 'ComparisonOperator');
    if (areWhole(operands, operators)) this.checkComparisons(operands, operators, isNegated);
    return this.leftChain(operands, operators);
  }

  private checkComparisons(
    operands: readonly Built[],
    operators: readonly IToken[],
    isNegated: boolean,
  ): void {
    if (operators.length > 1) this.diagnostics.push(comparisonChain(this.source, operands, isNegated));
    for (const token of operators) {
      const meant = CANONICAL[token.image];
      if (token.tokenType.name !== 'ForeignComparison' || meant === undefined) continue;
      this.diagnostics.push(foreignComparison(token, meant));
    }
  }

  private readonly fallback = (node: CstNode): Built | null => {
    const operators = childTokens(node, 'Fallback');
    if (operators.length === 0) return this.chain(node, 'sum', 'Fallback', this.sum);
    const operands = childNodes(node, 'sum').map(this.sum);
    if (areWhole(operands, operators) && operands.some(isChain)) {
      this.diagnostics.push(mixedFallback(this.source, operands));
    }
    return this.leftChain(operands, operators);
  };

  private readonly sum = (node: CstNode): Built | null =>
    this.chain(node, 'product', 'AdditiveOperator', this.product);

  private readonly product = (node: CstNode): Built | null =>
    this.chain(node, 'unary', 'MultiplicativeOperator', this.unary);

  private readonly unary = (node: CstNode): Built | null => {
    const primary = childNode(node, 'primary');
    const operand = primary === undefined ? null : this.primary(primary);
    return this.prefixes(operand, childTokens(node, 'Minus'), 'Negate');
  };

  private primary(node: CstNode): Built | null {
    const parenthesis = childNode(node, 'parenthesis');
    if (parenthesis !== undefined) return this.parenthesis(parenthesis);
    const literal = this.literal(node);
    if (literal !== null) return closed(literal);
    const call = childNode(node, 'call');
    if (call !== undefined) return this.call(call);
    const found = this.predicates.build(node) ?? this.reads.build(node);
    return found === null ? null : closed(found);
  }

  private parenthesis(node: CstNode): Built | null {
    const inner = this.optional(node);
    const open = childToken(node, 'LeftParenthesis');
    if (inner === null || open === undefined) return inner;
    const close = childToken(node, 'RightParenthesis');
    return single(inner.node, join(tokenSpan(open), close === undefined ? inner.outer : tokenSpan(close)));
  }

  private call(node: CstNode): Built | null {
    const name = childToken(node, 'Name');
    if (name === undefined) return null;
    const values: Built[] = childNodes(node, 'expression')
      .map((expression) => childNode(expression, 'disjunction'))
      .map((chain) => (chain === undefined ? null : this.disjunction(chain)))
      .filter((value) => value !== null);
    const close = childToken(node, 'RightParenthesis');
    const last = close === undefined ? (values.at(-1)?.outer ?? tokenSpan(name)) : tokenSpan(close);
    return closed({
      kind: 'Call',
      callee: name.image,
      calleeSpan: tokenSpan(name),
      arguments: values.map((value) => value.node),
      ...join(tokenSpan(name), last),
    });
  }

  private literal(node: CstNode): Expression | null {
    const number = childToken(node, 'NumberText');
    if (number !== undefined) return this.number(number);
    const text = childToken(node, 'StringText');
    if (text !== undefined) return this.reads.versionLiteral(text);
    const nil = childToken(node, 'Nil');
    if (nil !== undefined) return { kind: 'NilLiteral', ...tokenSpan(nil) };
    const truth = childToken(node, 'True') ?? childToken(node, 'False');
    if (truth !== undefined)
      return { kind: 'BooleanLiteral', value: truth.image === 'true', ...tokenSpan(truth) };
    const result = childToken(node, 'Result');
    return result === undefined ? null : { kind: 'ResultReference', ...tokenSpan(result) };
  }

  private number(token: IToken): Expression {
    const meaning = readNumber(token.image);
    if (meaning.ok) {
      return {
        kind: 'NumberLiteral',
        value: meaning.value,
        unit: meaning.unit,
        text: token.image,
        ...tokenSpan(token),
      };
    }
    // A bad token was already reported by the lexer.
    if (token.tokenType.name === 'NumberText') this.diagnostics.push(numberProblem(token, meaning.problem));
    return { kind: 'NumberLiteral', value: 0, unit: 'bare', text: token.image, ...tokenSpan(token) };
  }

  private prefixes(operand: Built | null, tokens: readonly IToken[], kind: 'Not' | 'Negate'): Built | null {
    if (operand === null || tokens.length === 0) return operand;
    let built = operand;
    for (const token of [...tokens].reverse()) {
      const outer = join(tokenSpan(token), built.outer);
      built = closed({ kind, operand: built.node, ...outer });
    }
    return built;
  }

  /** Most nodes of an operator's rule have one operand and no operator: they cost no lists. */
  private chain(
    node: CstNode,
    operand: string,
    operator: string,
    build: (child: CstNode) => Built | null,
  ): Built | null {
    const operands = childNodes(node, operand);
    const [only] = operands;
    if (only !== undefined && operands.length === 1) return build(only);
    return this.leftChain(operands.map(build), childTokens(node, operator));
  }

  /** `a op b op c` as `(a op b) op c`; a missing operand is left out together with its operator. */
  private leftChain(operands: readonly (Built | null)[], operators: readonly IToken[]): Built | null {
    let chain = operands[0] ?? null;
    for (const [index, token] of operators.entries()) {
      const right = operands[index + 1] ?? null;
      const operator = CANONICAL[token.image.toLowerCase()];
      if (right === null || operator === undefined) continue;
      if (chain === null) {
        chain = right;
        continue;
      }
      const outer = join(chain.outer, right.outer);
      const operatorSpan = tokenSpan(token);
      chain = {
        node: { kind: 'Binary', operator, operatorSpan, left: chain.node, right: right.node, ...outer },
        outer,
        first: chain.first,
        last: right.last,
      };
    }
    return chain;
  }
}

function closed(node: Expression): Built {
  return single(node, { start: node.start, end: node.end });
}

function single(node: Expression, outer: Span): Built {
  return { node, outer, first: outer, last: outer };
}

function isChain({ first, last }: Built): boolean {
  return first !== last;
}

/** Whether no operand is missing; that is said otherwise, and what is meant cannot be told. */
function areWhole(
  operands: readonly (Built | null)[],
  operators: readonly IToken[],
): operands is readonly Built[] {
  return operands.length === operators.length + 1 && !operands.includes(null);
}
