import type { TokenType } from 'chevrotain';
import * as t from './tokens.js';

/** The texts of the token types of one category, in lower case, signs included. */
function textsOf(category: TokenType): ReadonlySet<string> {
  const types = t.VOCABULARY.filter(({ CATEGORIES = [] }) => CATEGORIES.includes(category));
  return new Set(types.flatMap((type) => textOf(type) ?? []));
}

/** Of a token type that has but one text. */
function textOf({ PATTERN }: TokenType): string | null {
  if (typeof PATTERN === 'string') return PATTERN;
  return PATTERN instanceof RegExp && /^[a-z]+$/.test(PATTERN.source) ? PATTERN.source : null;
}

/** Every spelling of the field that is the header `User-Agent`. */
const USER_AGENT = ['user-agent', 'user.agent'];

/** Words and signs by what they are good for, read off the vocabulary. */
export const SIMPLE_FIELDS: ReadonlySet<string> = new Set([...textsOf(t.SimpleField), ...USER_AGENT]);
export const NAMED_FIELDS = textsOf(t.NamedField);
/** What a text follows. */
export const MATCH_OPERATORS = textsOf(t.MatchOperator);
/** What no text follows. */
export const PRESENT_TESTS = textsOf(t.PresentTest);
/** What may stand before a named field. */
export const PRESENCE_WORDS = textsOf(t.PresenceWord);
