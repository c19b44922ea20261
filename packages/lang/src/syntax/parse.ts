import { EOF, tokenMatcher, type IToken, type TokenType } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { firstErrors, inOrder } from '../diagnostics/in-order.js';
import type { Program } from './ast.js';
import { buildProgram } from './build-ast.js';
import { LabelWord, LeftBrace, RightBrace, Semicolon } from './lexer/tokens.js';
import { tokenize, tokenSpan, type Comment } from './lexer/tokenize.js';
import { checkDepth, checkSize, checkTokens } from './limit-checks.js';
import { parseTokens, type Misfit } from './parse-tokens.js';

/** What a source text says, as far as it can be read. */
export interface ParseResult {
  readonly source: string;
  /** Always a usable tree; parts that could not be read are left out of it. */
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a program of any kind and any dialect. Never throws: hostile text gives diagnostics, within limits that bound time and
 * memory by the size of the text.
 */
export function parse(source: string): ParseResult {
  const tooLong = checkSize(source);
  if (tooLong !== null) return unread(source, [], [tooLong]);
  const { tokens, comments, diagnostics } = tokenize(source);
  const refused = checkTokens(tokens);
  if (refused !== null) return unread(source, comments, [...firstErrors(diagnostics), refused]);
  const { trees, misfits, isWhole } = parseTokens(tokens);
  const found = [...diagnostics, ...syntaxErrors(source, tokens, misfits, diagnostics)];
  if (!isWhole) return unread(source, comments, firstErrors(found, true));
  const built = buildProgram(source, trees);
  // What does not fit the grammar was said; after recovery it may also stand where the tree lets it through.
  const isNew = ({ code, start }: Diagnostic): boolean =>
    code !== 'syntax-error' || found.every((other) => other.start !== start);
  const all = firstErrors([...found, ...built.diagnostics.filter(isNew)]);
  const tooDeep = checkDepth(built.program);
  if (tooDeep !== null) return unread(source, comments, [...all, tooDeep]);
  return { source, program: built.program, comments, diagnostics: all };
}

/** What is said of a text whose tree is not worth having. */
function unread(
  source: string,
  comments: readonly Comment[],
  diagnostics: readonly Diagnostic[],
): ParseResult {
  const program: Program = { kind: 'Program', statements: [], value: null, start: 0, end: source.length };
  return { source, program, comments, diagnostics: inOrder(diagnostics) };
}

/** What recovery finds wrong in a statement after its first mistake mostly follows from that one. */
function syntaxErrors(
  source: string,
  tokens: readonly IToken[],
  misfits: readonly Misfit[],
  unreadable: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (misfits.length === 0) return [];
  const ends = tokens.filter(({ tokenType }) => ENDS_STATEMENT.has(tokenType));
  const statements = new Set<number>();
  return misfits
    .filter((misfit) => !isExplained(misfit, unreadable))
    .filter(({ found }) => {
      const statement = ends.findIndex(({ startOffset }) => startOffset >= found.startOffset);
      return !statements.has(statement) && statements.add(statement);
    })
    .map((misfit) => syntaxError(source, misfit));
}

const ENDS_STATEMENT: ReadonlySet<TokenType> = new Set([Semicolon, LeftBrace, RightBrace]);

const LEAVES_NO_TOKEN: ReadonlySet<Diagnostic['code']> = new Set([
  'bad-character',
  'unterminated-string',
  'unterminated-comment',
]);

/** Whether something that could not be read stands right before the token that does not fit. */
function isExplained({ found, previous }: Misfit, unreadable: readonly Diagnostic[]): boolean {
  const from = previous?.startOffset ?? 0;
  const to = found.tokenType === EOF ? Number.POSITIVE_INFINITY : found.startOffset;
  return unreadable.some(({ code, start }) => LEAVES_NO_TOKEN.has(code) && start >= from && start < to);
}

function syntaxError(source: string, { expected, found, previous }: Misfit): Diagnostic {
  if (found.tokenType !== EOF) {
    return {
      code: 'syntax-error',
      severity: 'error',
      message: `expected ${expected}, found \`${excerpt(found.image)}\`${advice(expected, found, previous)}`,
      ...tokenSpan(found),
    };
  }
  const end = previous === undefined ? source.trimEnd().length : tokenSpan(previous).end;
  return {
    code: 'syntax-error',
    severity: 'error',
    message: `expected ${expected}, found the end of the text`,
    start: end,
    end,
  };
}

/** Mistakes that people make often enough to name them. */
function advice(expected: string, found: IToken, previous: IToken | undefined): string {
  if (expected.startsWith('a name') && tokenMatcher(found, LabelWord)) {
    return `: \`${found.image}\` is a word of the language`;
  }
  if (found.tokenType.name === 'Assign') return ': to compare write `==`';
  if (found.image === 'return' || previous?.image === 'return') return ': assign `result = …;` instead';
  return '';
}
