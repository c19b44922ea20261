import { Lexer, type ILexingError, type IToken } from 'chevrotain';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { excerpt } from '../../diagnostics/excerpt.js';
import type { Span } from '../../source/span.js';
import { isClosed } from '../string-literal.js';
import { escapedQuotes } from './escaped-quotes.js';
import { BadNumber, COMMENTS, StringText, VOCABULARY } from './tokens.js';

/** A comment as written, marks included. */
export interface Comment extends Span {
  readonly text: string;
}

export interface TokenizedSource {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

const lexer = new Lexer([...VOCABULARY], {
  positionTracking: 'onlyOffset',
  // A pattern whose first characters are not known would make every token slow; that is a bug of the vocabulary.
  ensureOptimizations: true,
  // The vocabulary is fixed; a test builds it once with validations on.
  skipValidations: true,
  errorMessageProvider: {
    buildUnexpectedCharactersMessage: () => '',
    buildUnableToPopLexerModeMessage: () => '',
  },
});

/** The place of a token. Chevrotain's own end offset is not tracked here, and inserted tokens have no place at all. */
export function tokenSpan(token: IToken): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}

/** Cuts a source into tokens and comments; what fits nothing is reported and left out. */
export function tokenize(source: string): TokenizedSource {
  const { tokens, groups, errors } = lexer.tokenize(source);
  const comments = (groups[COMMENTS] ?? []).map((token) => ({ ...tokenSpan(token), text: token.image }));
  const diagnostics = [
    ...errors.map((error) => unreadable(source, error)),
    ...tokens
      .filter((token) => token.tokenType === StringText && !isClosed(token.image))
      // One that an escaped quote opens is no mistake of its own.
      .filter((token) => source.charAt(token.startOffset - 1) !== '\\')
      .map(unterminatedString),
    ...tokens.filter((token) => token.tokenType === BadNumber).map(badNumber),
    ...comments.filter(({ text }) => isOpenBlock(text)).map(unterminatedComment),
  ];
  return { tokens, comments, diagnostics };
}

function isOpenBlock(text: string): boolean {
  return text.startsWith('/*') && (text.length < 4 || !text.endsWith('*/'));
}

function unreadable(source: string, { offset, length }: ILexingError): Diagnostic {
  const text = source.slice(offset, offset + length);
  if (text.startsWith('\\')) return escapedQuotes(source, { start: offset, end: offset + length });
  return {
    code: 'bad-character',
    severity: 'error',
    message: `unexpected character ${characterName(text)}: put text in quotes, or remove it`,
    start: offset,
    end: offset + Math.max(length, 1),
  };
}

/** The first character of a text, by its number where it shows as nothing or does harm to a terminal. */
function characterName(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  const character = String.fromCodePoint(code);
  return /[\p{C}\p{Z}]/u.test(character)
    ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : `\`${character}\``;
}

function badNumber(token: IToken): Diagnostic {
  const text = token.image;
  const wayOut = /^\d+min$/.test(text)
    ? `minutes are written \`${excerpt(text.slice(0, -2))}\``
    : /^\d+(?:\.\d+)?[eE][+-]?\d+(?:ms|[smhdw])$/.test(text)
      ? 'a duration has no exponent'
      : 'a number carries at most one unit such as `%`, `ms`, `5m`, `KiB`';
  return {
    code: 'bad-number',
    severity: 'error',
    message: `\`${excerpt(text)}\` is no number: ${wayOut}`,
    ...tokenSpan(token),
  };
}

function unterminatedString(token: IToken): Diagnostic {
  const span = tokenSpan(token);
  const mark = token.image.charAt(0);
  // A backslash at the end would take the mark for its own.
  const text = /(?:^|[^\\])(?:\\\\)*\\$/.test(token.image) ? `\\${mark}` : mark;
  return {
    code: 'unterminated-string',
    severity: 'error',
    message:
      text === mark && token.image === mark
        ? `nothing closes this \`${mark}\` on its line: close it, or see whether one before it is missing`
        : `this string has no closing \`${mark}\` on its line`,
    ...span,
    fixes: [{ title: `close the string with ${mark}`, edits: [{ start: span.end, end: span.end, text }] }],
  };
}

function unterminatedComment(comment: Comment): Diagnostic {
  return {
    code: 'unterminated-comment',
    severity: 'error',
    message: 'this comment has no closing `*/`',
    start: comment.start,
    end: comment.start + 2,
  };
}
