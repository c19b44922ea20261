import type { Block, If, Program, Statement } from './ast.js';
import { commentCursor, type CommentCursor } from './comment-cursor.js';
import type { Comment } from './lexer/tokenize.js';
import { printExpression } from './print-expression.js';

/**
 * The canonical text of a program: one statement a line, two blanks of indentation, comments kept. Comments inside a statement
 * move to lines of their own before it; one that ends a line stays at its end.
 */
export function printProgram(program: Program, source = '', comments: readonly Comment[] = []): string {
  const printer = new Printer(commentCursor(source, comments));
  printer.statements(program.statements, '');
  if (program.value !== null) printer.line(program.value, printExpression(program.value), '');
  printer.commentsBefore(Number.POSITIVE_INFINITY, '');
  return printer.lines.join('\n');
}

class Printer {
  readonly lines: string[] = [];

  constructor(private readonly cursor: CommentCursor) {}

  statements(statements: readonly Statement[], indent: string): void {
    for (const statement of statements) this.statement(statement, indent);
  }

  commentsBefore(offset: number, indent: string): void {
    for (const comment of this.cursor.before(offset)) this.lines.push(`${indent}${comment.text.trimEnd()}`);
  }

  line(node: { readonly start: number; readonly end: number }, text: string, indent: string): void {
    this.commentsBefore(node.end, indent);
    this.lines.push(`${indent}${text}`);
    this.trailing(node.end);
  }

  private trailing(end: number): void {
    for (const comment of this.cursor.onLineOf(end)) {
      const last = this.lines.pop() ?? '';
      this.lines.push(`${last} ${comment.text.trimEnd()}`);
    }
  }

  private statement(statement: Statement, indent: string): void {
    switch (statement.kind) {
      case 'Let':
        this.line(statement, `let ${statement.name} = ${printExpression(statement.value)};`, indent);
        return;
      case 'Assign':
        this.line(statement, `result = ${printExpression(statement.value)};`, indent);
        return;
      case 'If':
        this.ifStatement(statement, indent);
    }
  }

  private ifStatement(statement: If, indent: string): void {
    const first = statement.branches[0];
    if (first !== undefined) this.commentsBefore(first.block.start, indent);
    let opening = indent;
    for (const branch of statement.branches) {
      this.block(`${opening}if (${printExpression(branch.condition)})`, branch.block, indent);
      opening = `${this.lines.pop() ?? ''} else `;
    }
    if (statement.otherwise === null) this.lines.push(opening.slice(0, -' else '.length));
    else this.block(opening.trimEnd(), statement.otherwise, indent);
    this.trailing(statement.end);
  }

  /** Leaves the closing brace as the last line, so that an `else` can go on with it. */
  private block(opening: string, block: Block, indent: string): void {
    this.lines.push(`${opening} {`);
    const before = this.lines.length;
    this.statements(block.statements, `${indent}  `);
    this.commentsBefore(block.end, `${indent}  `);
    if (this.lines.length === before) this.lines.push(`${this.lines.pop() ?? ''}}`);
    else this.lines.push(`${indent}}`);
  }
}
