import fc from 'fast-check';
import {
  chain,
  COMMON_PIECES,
  gap,
  one,
  optional,
  prefixed,
  repeated,
  sequence,
  spaced,
  string,
  type TokensArbitrary,
} from './arbitrary-tokens.js';

/** White space that stays on its line, as between `header` and its name. */
const blank = fc.constantFrom(' ', '\t', '  ');
/** White space of all kinds, and no comment: after an operator its mark would begin a text. */
const space = fc.constantFrom(' ', '\t', '\n', '\r\n', '  ');

const joined = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));
const words = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const quoted = string.map(([token = '""']) => token);

/** Words that are operators where a text could stand. */
const NEVER_TEXT =
  /^(?:exact|is|prefix|under|suffix|contains|has|misses|regex|in|present|exists|ignoring|and|or|not)$/i;
const unquoted = fc
  .array(
    fc.constantFrom(
      ...COMMON_PIECES.filter((piece) => /^[^\s(),;"'&|<>{}]+$/.test(piece)),
      ...['=', '~', '!', '-', '_', '[', ']', '?', ':', '@', 'exact', 'if', 'over', '5m'],
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(''))
  .filter((text) => !/^[=~!]/.test(text) && !NEVER_TEXT.test(text));
/** Text without quotes ends only where something parts it from what follows. */
const unquotedText = joined(unquoted, space);
const test = fc.oneof(quoted, unquotedText);

const NAMES = ['X-Group', 'user_id', '_a.b-c', 'path', 'exact', 'result', 'v2', 'Cookie'];
const fieldName = fc.oneof(words(...NAMES), quoted);
const namedField = joined(
  words('header', 'cookie', 'query', 'Header', 'COOKIE'),
  fc.oneof(joined(blank, fieldName), joined(words(':', ' : ', ': '), fieldName), quoted),
);
const simpleField = words(
  ...['host', 'Path', 'uri', 'METHOD', 'scheme'],
  ...['user-agent', 'User.Agent', 'userAgent', 'USER-AGENT'],
);
const field = fc.oneof(namedField, simpleField);

const wordOperator = words(
  ...['exact', 'is', 'Prefix', 'under', 'suffix', 'contains', 'has', 'MISSES', 'regex', 'not', 'Not exact'],
  ...['not contains', 'not misses', 'not regex'],
);
const signOperator = words('==', '=', '!=', '!', '~');
const listed = fc
  .array(fc.oneof(quoted, words('a', 'GET', 'path', '5', '12')), { minLength: 1, maxLength: 3 })
  .map((items) => `(${items.join(', ')})`);
const match = fc.oneof(
  { weight: 4, arbitrary: joined(space, wordOperator, space, test) },
  { weight: 3, arbitrary: joined(words('', ' '), signOperator, words('', ' ', '\n'), test) },
  { weight: 1, arbitrary: joined(space, words('in ', 'not in', 'IN\n'), listed) },
  { weight: 1, arbitrary: joined(space, words('present', 'exists', 'not present ', 'not Exists\n')) },
);
const ignoringCase = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: joined(space, words('ignoring case', 'IGNORING\n Case')) },
);

const predicate: TokensArbitrary = fc
  .oneof(
    { weight: 6, arbitrary: joined(field, match, ignoringCase) },
    { weight: 1, arbitrary: joined(words('has', 'misses', 'Contains'), blank, namedField) },
  )
  .map((text) => [text]);

const rawAcl: TokensArbitrary = fc
  .array(fc.constantFrom(...COMMON_PIECES.filter((piece) => !/[<>]/.test(piece)), '"', '\n', '⇒'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join(''))
  .filter((text) => text.trim() !== '')
  .map((text) => [`<${text}>`]);

const NAMED = ['a', 'chrome', 'exact', 'over'];

const { expression } = fc.letrec<{ expression: readonly string[] }>((tie) => {
  const primary = fc.oneof(
    { maxDepth: 3, depthIdentifier: 'condition' },
    { weight: 9, arbitrary: predicate },
    { weight: 2, arbitrary: sequence(one('('), tie('expression'), one(')')) },
    { weight: 1, arbitrary: rawAcl },
    { weight: 1, arbitrary: one('true', 'false', ...NAMED) },
  );
  const negation = prefixed(one('not', '!', 'NOT'), primary);
  const conjunction = chain(negation, one('and', '&&', '&', 'And'), 3);
  return { expression: chain(conjunction, one('or', '||', '|', 'OR'), 3) };
});

/**
 * A random condition as text, straight from the grammar: every field, operator and short code in each of its spellings, texts and
 * names with and without quotes, raw ACLs, `let`, and comments and white space between tests. It parses without an error; what it
 * says is left to chance.
 */
export const arbitraryCondition: fc.Arbitrary<string> = fc
  .tuple(
    sequence(
      repeated(sequence(one('let'), one(...NAMED), one('='), expression, one(';')), 2),
      expression,
      optional(one(';')),
    ),
    fc.array(gap, { minLength: 1, maxLength: 8 }),
  )
  .map(([tokens, gaps]) => spaced(tokens, gaps));
