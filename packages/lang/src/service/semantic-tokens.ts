import type { Span } from '../source/span.js';
import type { Lexeme } from '../syntax/lexer/lexeme.js';
import type { Analysis } from './analysis.js';
import { meanings, type MeantSpan, type TokenType } from './token-meanings.js';

/** A part of the text that is coloured by what it means. */
export interface SemanticToken extends Span {
  readonly type: TokenType;
  /** Where a `let` gives a name. */
  readonly isDeclaration?: true;
  /** A version, metric or function that the gateway, catalogue or language does not have. */
  readonly isUnknown?: true;
}

/** Every token but signs of punctuation, and every comment, in source order and apart. */
export function semanticTokens(analysis: Analysis): readonly SemanticToken[] {
  const unknown = unknownStarts(analysis);
  const meant = [...meanings(analysis)].sort((left, right) => left.start - right.start);
  let next = 0;
  const tokens = analysis.lexemes.flatMap((lexeme) => {
    while ((meant[next]?.end ?? Number.POSITIVE_INFINITY) <= lexeme.start) next += 1;
    const meaning = meant[next];
    const isMeant = meaning !== undefined && meaning.start <= lexeme.start && lexeme.kind !== 'punctuation';
    return tokensOf(lexeme, isMeant ? meaning : null, unknown);
  });
  const comments = analysis.comments.map(({ start, end }) => ({ start, end, type: 'comment' as const }));
  return [...tokens, ...comments].sort((left, right) => left.start - right.start);
}

function tokensOf(
  lexeme: Lexeme,
  meaning: MeantSpan | null,
  unknown: ReadonlySet<number>,
): readonly SemanticToken[] {
  const { start, end } = lexeme;
  if (meaning === null && lexeme.kind === 'number') return numberParts(lexeme);
  const type = meaning?.type ?? typeAlone(lexeme);
  if (type === null) return [];
  return [
    {
      ...{ start, end, type },
      ...(meaning?.isDeclaration === true && { isDeclaration: true }),
      ...(unknown.has(meaning?.start ?? start) && { isUnknown: true }),
    },
  ];
}

/** What a token is where the tree says nothing of it; null where only the tree could tell. */
function typeAlone({ kind, text }: Lexeme): TokenType | null {
  switch (kind) {
    case 'reserved':
      return /^(?:and|or|not)$/i.test(text) ? 'operator' : 'keyword';
    case 'soft':
      return 'keyword';
    case 'field-name':
      return 'header';
    case 'string':
    case 'text':
    case 'raw':
      return 'string';
    case 'number':
      return 'number';
    case 'operator':
      return 'operator';
    case 'name':
    case 'punctuation':
      return null;
  }
}

/** Digits and units by turns: `1h30m` is four parts. */
function numberParts({ start, text }: Lexeme): readonly SemanticToken[] {
  return [...text.matchAll(/(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|[^\d.]+|\./g)].map(
    ({ index, 0: part, 1: digits }) => ({
      start: start + index,
      end: start + index + part.length,
      type: digits === undefined ? 'unit' : 'number',
    }),
  );
}

/** The findings that say of a name that there is no such thing. */
const UNKNOWN: ReadonlySet<string> = new Set([
  ...['unknown-version', 'unknown-metric', 'unavailable-metric', 'unknown-statistic', 'unknown-function'],
]);

function unknownStarts({ diagnostics }: Analysis): ReadonlySet<number> {
  return new Set(diagnostics.filter(({ code }) => UNKNOWN.has(code)).map(({ start }) => start));
}
