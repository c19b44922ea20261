import { lexeme, type Lexeme, type LexemeKind } from '../syntax/lexer/lexeme.js';
import { tokenize } from '../syntax/lexer/tokenize.js';

/** A token or comment of one line, as far as it is on it. */
export interface LineToken {
  readonly kind: LexemeKind | 'comment';
  readonly start: number;
  readonly end: number;
}

/** What a line's tokens depend on of the lines before it. */
export interface LineState {
  /** Whether a comment is open. */
  readonly isComment: boolean;
  /** The end of them: by it the lexer tells the name of a header and a text without quotes. */
  readonly before: string;
}

export const FIRST_LINE: LineState = { isComment: false, before: '' };

/** The lexer looks back that far at most. */
const TOKENS_KEPT = 6;
/** UTF-16 code units; a longer statement may be mistaken in its middle, and costs no more than that for each of its lines. */
const MOST_KEPT = 2_000;
/** After these a token is what it is without those before. */
const FRESH_START = /^[;()]$/;

/**
 * The tokens of a line, for editors that colour line by line as one types. They are those of the whole text, but for raw ACLs of
 * several lines, which hardly anybody writes.
 */
export function lineTokens(
  line: string,
  state: LineState,
): { readonly tokens: readonly LineToken[]; readonly state: LineState } {
  // A comment that ends here leaves blanks, which part tokens as it does.
  const commentEnd = state.isComment ? endOfComment(line) : 0;
  if (commentEnd === null) return { tokens: [{ kind: 'comment', start: 0, end: line.length }], state };
  const prefix = state.before;
  const text = `${prefix}${' '.repeat(commentEnd)}${line.slice(commentEnd)}`;
  const found = tokenize(text);
  const here = <T extends { readonly start: number; readonly end: number }>(token: T): T => ({
    ...token,
    start: token.start - prefix.length,
    end: token.end - prefix.length,
  });
  const lexemes = found.tokens.map(lexeme);
  const comments = found.comments.map(here).filter(({ start }) => start >= 0);
  const rest = comments.find(({ text }) => isOpen(text));
  const tokens = [
    ...(commentEnd > 0 ? [{ kind: 'comment' as const, start: 0, end: commentEnd }] : []),
    ...comments.map(({ start, end }) => ({ kind: 'comment' as const, start, end })),
    ...lexemes
      .map(here)
      .filter(({ start }) => start >= 0)
      .map(({ kind, start, end }) => ({ kind, start, end })),
  ];
  const isComment = rest !== undefined;
  const code = rest === undefined ? text : text.slice(0, rest.start + prefix.length);
  return {
    tokens: tokens.sort((left, right) => left.start - right.start),
    state: { isComment, before: `${code.slice(beginOfKept(lexemes)).slice(-MOST_KEPT)}\n` },
  };
}

function beginOfKept(lexemes: readonly Lexeme[]): number {
  const fresh = lexemes.slice(0, -TOKENS_KEPT).findLast(({ text }) => FRESH_START.test(text));
  return fresh?.start ?? 0;
}

/** The end of a comment that is open where the line begins; null where it goes on. */
function endOfComment(line: string): number | null {
  const end = line.indexOf('*/');
  return end === -1 ? null : end + 2;
}

function isOpen(comment: string): boolean {
  return comment.startsWith('/*') && (comment.length < 4 || !comment.endsWith('*/'));
}
