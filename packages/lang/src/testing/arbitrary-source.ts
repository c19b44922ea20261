import fc from 'fast-check';
import {
  chain,
  gap,
  one,
  optional,
  prefixed,
  repeated,
  sequence,
  spaced,
  string,
  text,
  type Tokens,
  type TokensArbitrary,
} from './arbitrary-tokens.js';

/** Words that begin a predicate where a match operator follows, so that a bare one is put in parentheses. */
const FIELD_WORDS = ['host', 'path', 'Uri', 'method', 'scheme', 'userAgent'];
const PLAIN_WORDS = [
  'a',
  'b',
  'requests',
  '_x1',
  'candidate',
  'baseline',
  'version1',
  'constructor',
  '__proto__',
];
const SOFT_WORDS = [
  ...[
    'over',
    'offset',
    'as',
    'in',
    'ignoring',
    'case',
    'present',
    'exists',
    'exact',
    'is',
    'prefix',
    'under',
  ],
  ...['suffix', 'regex', 'Contains', 'has', 'misses', 'header', 'cookie', 'QUERY', 'min', 'return'],
];
const RESERVED_WORDS = ['if', 'else', 'let', 'result', 'nil', 'true', 'metric', 'promql', 'and', 'OR', 'not'];

const name = one(...PLAIN_WORDS, ...SOFT_WORDS);
const anyName = one(...PLAIN_WORDS, ...SOFT_WORDS, ...FIELD_WORDS);
/** Labels and statistics may be any word. */
const labelWord = one(...PLAIN_WORDS, ...SOFT_WORDS, ...FIELD_WORDS, ...RESERVED_WORDS);

const digits = fc.constantFrom('0', '1', '007', '12', '5', '250', '65536');
const decimal = fc.oneof(
  digits,
  fc.tuple(digits, digits).map(([whole, part]) => `${whole}.${part}`),
);
const duration = fc.oneof(
  fc.constantFrom('5m', '1h30m', '90s', '250ms', '1w2d3h4m5s6ms', '0.5h', '100d', '1500ms'),
  fc.nat({ max: 9_999_999 }).map((amount) => `${amount + 1}ms`),
);
const number = text(
  fc.oneof(
    decimal,
    duration,
    fc.constantFrom('0.5ms', '0.0001s'),
    fc
      .tuple(decimal, fc.constantFrom('e3', 'E-3', 'e+2', '%', 'B', 'KiB', 'MiB', 'GiB'))
      .map(([value, unit]) => value + unit),
  ),
);

const label = fc.oneof(string, anyName);
const selector = sequence(
  one('{'),
  sequence(labelWord, one('=', '!=', '=~', '!~'), string),
  repeated(sequence(one(','), labelWord, one('=', '!=', '=~', '!~'), string), 2),
  one('}'),
);
const readSuffix = sequence(
  optional(sequence(one('.'), labelWord)),
  optional(selector),
  optional(sequence(one('over'), text(duration))),
  optional(sequence(one('offset'), text(fc.oneof(duration, fc.constant('0s'))))),
);
const read = fc.oneof(
  name,
  sequence(anyName, readSuffix).filter((tokens) => tokens.length > 1),
  // Without white space between them these are the field `user.agent`.
  one('user', 'User').map((word) => [...word, '.', 'agent']),
  sequence(one('metric'), label, label, readSuffix),
  sequence(one('metric'), label, one('9090', '80'), label, label, readSuffix),
  sequence(one('promql'), string, optional(sequence(one('as'), label))),
);
const leaf = fc.oneof(
  { weight: 3, arbitrary: read },
  { weight: 2, arbitrary: number },
  string,
  one('nil', 'true', 'false', 'result'),
  one(...FIELD_WORDS).map((field) => ['(', ...field, ')']),
);

const { expression, statement } = fc.letrec<{ expression: Tokens; statement: Tokens }>((tie) => {
  const inner = tie('expression');
  const primary = fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expression' },
    { weight: 6, arbitrary: leaf },
    { weight: 2, arbitrary: sequence(one('('), inner, one(')')) },
    {
      weight: 1,
      arbitrary: sequence(
        one('min', 'max', 'clamp', 'known', 'atLeast', 'nothing', 'header', 'path', 'in'),
        one('('),
        optional(sequence(inner, optional(sequence(one(','), inner))), 9),
        one(')'),
      ),
    },
  );
  const unary = prefixed(one('-'), primary);
  const product = chain(unary, one('*', '/'), 3);
  const sum = chain(product, one('+', '-'), 3);
  const fallback = fc.oneof(
    { weight: 9, arbitrary: sum },
    { weight: 1, arbitrary: sequence(unary, one('??'), unary, repeated(sequence(one('??'), unary), 2)) },
  );
  const comparison = chain(fallback, one('<', '<=', '>', '>=', '==', '!='), 2);
  const negation = prefixed(one('not', '!', 'Not'), comparison);
  const conjunction = chain(negation, one('and', '&&', '&', 'AND'), 3);
  const block = sequence(one('{'), repeated(tie('statement'), 2), one('}'));
  const branch = sequence(one('if'), one('('), inner, one(')'), block);
  return {
    expression: chain(conjunction, one('or', '||', '|', 'Or'), 3),
    statement: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'statement' },
      sequence(one('result'), one('='), inner, one(';')),
      sequence(one('let'), anyName, one('='), inner, one(';')),
      sequence(branch, optional(sequence(one('else'), branch)), optional(sequence(one('else'), block))),
    ),
  };
});

/**
 * Random decisions and scores as tokens, straight from the grammar: every operator in each of its spellings, every literal, soft
 * words as names, older dialects, parentheses that nobody needs, and comments and odd white space between any two tokens.
 * They parse without an error; names, types and units are left to chance.
 */
export const arbitraryTokens: TokensArbitrary = sequence(
  repeated(statement, 4),
  optional(sequence(expression, optional(one(';'))), 6),
);

/** A whole program as text. */
export const arbitrarySource: fc.Arbitrary<string> = fc
  .tuple(arbitraryTokens, fc.array(gap, { minLength: 1, maxLength: 12 }))
  .map(([tokens, gaps]) => spaced(tokens, gaps));
