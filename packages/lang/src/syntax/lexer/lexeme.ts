import { tokenMatcher, type IToken, type TokenType } from 'chevrotain';
import type { Span } from '../../source/span.js';
import * as t from './tokens.js';

/**
 * What a token is by itself. A `soft` word is a word of the language in some places and a name in others, which the tree tells
 * apart: in `path under "/a"` both are words, in `metric candidate path` it is a metric.
 */
export type LexemeKind =
  | 'reserved'
  | 'soft'
  | 'name'
  | 'field-name'
  | 'string'
  | 'number'
  | 'text'
  | 'raw'
  | 'operator'
  | 'punctuation';

/** A token as editors see it, without the parser library's part. */
export interface Lexeme extends Span {
  readonly kind: LexemeKind;
  /** As written. */
  readonly text: string;
}

const PUNCTUATION: ReadonlySet<TokenType> = new Set([
  ...[t.Dot, t.Comma, t.Semicolon, t.Colon],
  ...[t.LeftParenthesis, t.RightParenthesis, t.LeftBrace, t.RightBrace],
]);
const KINDS: readonly (readonly [TokenType, LexemeKind])[] = [
  [t.StringText, 'string'],
  [t.NumberText, 'number'],
  [t.UnquotedText, 'text'],
  [t.FieldName, 'field-name'],
  [t.RawAclText, 'raw'],
  [t.UserAgent, 'soft'],
  [t.Name, 'soft'],
  [t.LabelWord, 'reserved'],
];

export function lexeme(token: IToken): Lexeme {
  const { image, startOffset: start } = token;
  return { kind: lexemeKind(token), text: image, start, end: start + image.length };
}

/** Kinds by type of token, found once: every keystroke asks for that of every token. */
const kinds = new Map<TokenType, LexemeKind>();

function lexemeKind(token: IToken): LexemeKind {
  const known = kinds.get(token.tokenType);
  if (known !== undefined) return known;
  const kind = kindByCategory(token);
  kinds.set(token.tokenType, kind);
  return kind;
}

function kindByCategory(token: IToken): LexemeKind {
  if (token.tokenType === t.Name) return 'name';
  if (PUNCTUATION.has(token.tokenType)) return 'punctuation';
  return KINDS.find(([type]) => tokenMatcher(token, type))?.[1] ?? 'operator';
}
