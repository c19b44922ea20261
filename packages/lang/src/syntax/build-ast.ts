import type { CstNode } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { join, type Span } from '../source/span.js';
import type { Block, Branch, If, Program, Statement } from './ast.js';
import { ExpressionBuilder } from './build-expression.js';
import { childNode, childNodes, childToken } from './concrete.js';
import { tokenSpan } from './lexer/tokenize.js';

export interface BuiltProgram {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns concrete trees into the syntax tree. Where the text was broken, the part that is missing is left out together with
 * the smallest thing that cannot be without it; its value is what the last tree ends in.
 */
export function buildProgram(source: string, trees: readonly CstNode[]): BuiltProgram {
  const expressions = new ExpressionBuilder(source);
  const builder = new StatementBuilder(expressions);
  const statements = trees.flatMap((tree) => builder.statements(tree));
  const last = trees.at(-1);
  const value = last === undefined ? null : (expressions.optional(last)?.node ?? null);
  return {
    program: { kind: 'Program', statements, value, start: 0, end: source.length },
    diagnostics: expressions.diagnostics,
  };
}

class StatementBuilder {
  constructor(private readonly expressions: ExpressionBuilder) {}

  statements(node: CstNode): readonly Statement[] {
    return childNodes(node, 'statement')
      .map((statement) => this.statement(statement))
      .filter((statement) => statement !== null);
  }

  private statement(node: CstNode): Statement | null {
    const letNode = childNode(node, 'letStatement');
    if (letNode !== undefined) return this.letStatement(letNode);
    const assignNode = childNode(node, 'assignStatement');
    if (assignNode !== undefined) return this.assignStatement(assignNode);
    const ifNode = childNode(node, 'ifStatement');
    return ifNode === undefined ? null : this.ifStatement(ifNode);
  }

  private letStatement(node: CstNode): Statement | null {
    const keyword = childToken(node, 'Let');
    const name = childToken(node, 'Name');
    const value = this.expressions.optional(node);
    if (keyword === undefined || name === undefined || value === null) return null;
    const semicolon = childToken(node, 'Semicolon');
    return {
      kind: 'Let',
      name: name.image,
      nameSpan: tokenSpan(name),
      value: value.node,
      ...join(tokenSpan(keyword), semicolon === undefined ? value.outer : tokenSpan(semicolon)),
    };
  }

  private assignStatement(node: CstNode): Statement | null {
    const keyword = childToken(node, 'Result');
    const value = this.expressions.optional(node);
    if (keyword === undefined || value === null) return null;
    const semicolon = childToken(node, 'Semicolon');
    const end = semicolon === undefined ? value.outer : tokenSpan(semicolon);
    return { kind: 'Assign', value: value.node, ...join(tokenSpan(keyword), end) };
  }

  private ifStatement(node: CstNode): If | null {
    const branches = childNodes(node, 'branch')
      .map((branch) => this.branch(branch))
      .filter((branch) => branch !== null);
    const first = branches[0];
    if (first === undefined) return null;
    const otherwiseNode = childNode(node, 'block');
    const otherwise = otherwiseNode === undefined ? null : this.block(otherwiseNode, first);
    return { kind: 'If', branches, otherwise, ...join(first, otherwise ?? branches.at(-1) ?? first) };
  }

  private branch(node: CstNode): Branch | null {
    const keyword = childToken(node, 'If');
    const condition = this.expressions.optional(node);
    if (keyword === undefined || condition === null) return null;
    const blockNode = childNode(node, 'block');
    const block: Block =
      blockNode === undefined
        ? { kind: 'Block', statements: [], start: condition.outer.end, end: condition.outer.end }
        : this.block(blockNode, condition.outer);
    return { kind: 'Branch', condition: condition.node, block, ...join(tokenSpan(keyword), block) };
  }

  private block(node: CstNode, before: Span): Block {
    const statements = this.statements(node);
    const open = childToken(node, 'LeftBrace');
    const close = childToken(node, 'RightBrace');
    const start = open === undefined ? (statements[0]?.start ?? before.end) : open.startOffset;
    const end = close === undefined ? (statements.at(-1)?.end ?? start + 1) : close.startOffset + 1;
    return { kind: 'Block', statements, start, end };
  }
}
