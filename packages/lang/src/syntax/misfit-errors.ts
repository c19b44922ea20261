import { EOF, tokenMatcher, type IToken, type TokenType } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { tokenSpan } from './lexer/tokenize.js';
import * as t from './lexer/tokens.js';
import { EXPECTED_TEST, EXPECTED_TEXT } from './parser.js';
import type { Misfit } from './parse-tokens.js';
import { unknownOperator } from './unknown-operator.js';

/**
 * What is wrong with a text of which some could not be read and some does not fit the grammar. What recovery finds wrong in a
 * statement after its first mistake mostly follows from that one.
 * @param unreadable what was said of the text before it was parsed
 */
export function syntaxErrors(
  source: string,
  tokens: readonly IToken[],
  misfits: readonly Misfit[],
  unreadable: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (misfits.length === 0) return unreadable;
  const ends = tokens.filter(({ tokenType }) => ENDS_STATEMENT.has(tokenType));
  const statementOf = (offset: number): number => ends.findIndex(({ startOffset }) => startOffset >= offset);
  const statements = new Set<number>();
  const firsts = misfits
    .filter(
      (misfit) => !isUnread(misfit, unreadable) && !isMisquoted(source, misfit, unreadable, statementOf),
    )
    .filter(({ found }) => {
      const statement = statementOf(found.startOffset);
      return !statements.has(statement) && statements.add(statement);
    });
  // Text without its quotes was read as signs and numbers.
  const unquoted = firsts.filter(({ previous }) => previous?.tokenType === t.UnquotedText);
  const others = unreadable.filter(
    ({ code, start }) =>
      !(code === 'bad-character' || code === 'bad-number') ||
      !unquoted.some(({ found }) => isOnLineAfter(source, found.startOffset, start)),
  );
  return [...others, ...firsts.map((misfit) => misfitError(source, misfit))];
}

const ENDS_STATEMENT: ReadonlySet<TokenType> = new Set([t.Semicolon, t.LeftBrace, t.RightBrace]);

const LEAVES_NO_TOKEN: ReadonlySet<Diagnostic['code']> = new Set([
  'bad-character',
  'unterminated-string',
  'unterminated-comment',
]);

/** Whether something that could not be read stands right before the token that does not fit, or before the one before it. */
function isUnread({ found, previous }: Misfit, unreadable: readonly Diagnostic[]): boolean {
  const from = previous?.startOffset ?? 0;
  const to = found.tokenType === EOF ? Number.POSITIVE_INFINITY : found.startOffset;
  return unreadable.some(({ code, start, end }) => LEAVES_NO_TOKEN.has(code) && end >= from && start < to);
}

/** Whether a string is left open later on the line: then a quote is missing, and strings and what is between them have changed places. */
function isMisquoted(
  source: string,
  { found: { tokenType, startOffset } }: Misfit,
  unreadable: readonly Diagnostic[],
  statementOf: (offset: number) => number,
): boolean {
  if (tokenType === EOF) return false;
  return unreadable.some(
    ({ code, start }) =>
      code === 'unterminated-string' &&
      isOnLineAfter(source, startOffset, start) &&
      statementOf(start) === statementOf(startOffset),
  );
}

/** Whether a place is on the same line as another and not before it. */
function isOnLineAfter(source: string, place: number, later: number): boolean {
  return later >= place && !/[\n\r]/.test(source.slice(place, later));
}

function misfitError(source: string, misfit: Misfit): Diagnostic {
  const { found, previous } = misfit;
  const expected = expectedAfter(misfit);
  if (found.tokenType === EOF) {
    const end = previous === undefined ? source.trimEnd().length : tokenSpan(previous).end;
    return {
      code: 'syntax-error',
      severity: 'error',
      message: `expected ${expected}, found the end of the text`,
      start: end,
      end,
    };
  }
  const operator = MATCHES.includes(expected) ? unknownOperator(source, found, previous) : null;
  return (
    operator ?? {
      code: 'syntax-error',
      severity: 'error',
      message: `expected ${expected}, found \`${excerpt(found.image)}\`${advice(expected, misfit)}`,
      ...tokenSpan(found),
    }
  );
}

/** What is expected where an operator, or the text after one, does not fit. */
const MATCHES = [EXPECTED_TEST, EXPECTED_TEXT, 'a test or a text'];

/** After a word that begins a test, the rest of the test: without it, the word was taken for the name of a metric. */
function expectedAfter({ expected, found, previous }: Misfit): string {
  if (expected !== END || previous === undefined) return expected;
  if (tokenMatcher(previous, t.PresenceWord)) return 'a header, cookie or query parameter with its name';
  if (tokenMatcher(previous, t.SimpleField) && COMPARED.some((type) => tokenMatcher(found, type)))
    return EXPECTED_TEST;
  return expected;
}

const END = 'the end of the program';
const COMPARED = [t.StringText, t.Name, t.NumberText, t.LabelRegex, t.LabelNotRegex, t.ForeignComparison];

/** Mistakes that people make often enough to name them. */
function advice(expected: string, { found, previous }: Misfit): string {
  if (expected.startsWith('a name') && tokenMatcher(found, t.LabelWord)) {
    return `: \`${found.image}\` is a word of the language`;
  }
  if (expected === EXPECTED_TEXT && tokenMatcher(found, t.LabelWord))
    return ': put it in quotes to compare with the word itself';
  if (expected === END && previous !== undefined) {
    const isAfterText = [t.UnquotedText, t.StringText, t.PresentTest].some((type) =>
      tokenMatcher(previous, type),
    );
    if (isAfterText && BEGINS_TEST.some((type) => tokenMatcher(found, type)))
      return ': join tests with `and` or `or`';
    if (isAfterText && found.tokenType === t.Comma) return ': several texts are written `in ("a", "b")`';
    if (/^(?:ignore|case)$/i.test(found.image)) return ': whether case counts is written `ignoring case`';
    if (previous.tokenType === t.UnquotedText && found.tokenType !== t.RightParenthesis)
      return ': put a text with blanks or signs in quotes';
  }
  if (found.tokenType === t.Assign) return ': to compare write `==`';
  if (found.image === 'return' || previous?.image === 'return') return ': assign `result = …;` instead';
  return '';
}

const BEGINS_TEST = [t.SimpleField, t.NamedField, t.PresenceWord];
