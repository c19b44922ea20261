import fc from 'fast-check';

/**
 * Random decisions and scores as text, straight from the grammar: every operator in each of its spellings, every literal, soft
 * words as names, older dialects, parentheses that nobody needs, and comments and odd white space between any two tokens.
 * They parse without an error; names, types and units are left to chance.
 */
type Tokens = readonly string[];
type Arbitrary = fc.Arbitrary<Tokens>;

const one = (...texts: readonly string[]): Arbitrary => fc.constantFrom(...texts).map((text) => [text]);
const text = (arbitrary: fc.Arbitrary<string>): Arbitrary => arbitrary.map((token) => [token]);
const sequence = (...parts: readonly Arbitrary[]): Arbitrary =>
  fc.tuple(...parts).map((lists) => lists.flat());
/** Mostly nothing, so that programs stay small. */
const optional = (part: Arbitrary, weight = 1): Arbitrary =>
  fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight, arbitrary: part });
const repeated = (part: Arbitrary, maxLength: number): Arbitrary =>
  fc.array(part, { maxLength }).map((lists) => lists.flat());
/** Mostly one operand, sometimes a chain of two or three. */
const chain = (operand: Arbitrary, operators: Arbitrary, most: 2 | 3): Arbitrary => {
  const link = sequence(operators, operand);
  const links = most === 2 ? link : sequence(link, optional(link));
  return fc.oneof({ weight: 9, arbitrary: operand }, { weight: 1, arbitrary: sequence(operand, links) });
};
const prefixed = (prefix: Arbitrary, operand: Arbitrary): Arbitrary =>
  fc.oneof(
    { weight: 9, arbitrary: operand },
    { weight: 1, arbitrary: sequence(prefix, optional(prefix), operand) },
  );

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

const COMMON_PIECES = [
  ...[
    'a',
    'B',
    ' ',
    '9',
    '.',
    '*',
    '/',
    '//',
    '/*',
    '*/',
    '#',
    ';',
    '{',
    '}',
    '(',
    ')',
    '<',
    '>',
    '$',
    '^',
    '|',
    '%',
  ],
  ...['é', '😀', '\ud800', '\udc00', '\0', '\x1b', '\x7f', '\t', '\u2028', '\u00a0', '\ufeff'],
];
const ESCAPES = [String.raw`\\`, String.raw`\"`, String.raw`\'`, String.raw`\n`, String.raw`\t`];
const UNICODE_ESCAPES = [String.raw`\u{41}`, String.raw`\u{0}`, String.raw`\u{d}`, String.raw`\u{10FFFF}`];
const KEPT_BACKSLASHES = [
  String.raw`\d`,
  String.raw`\.`,
  String.raw`\x`,
  String.raw`\ `,
  String.raw`\é`,
  String.raw`\ud`,
];
const pieces = (...more: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...COMMON_PIECES, ...ESCAPES, ...UNICODE_ESCAPES, ...KEPT_BACKSLASHES, ...more), {
      maxLength: 6,
    })
    .map((list) => list.join(''));

const string = text(
  fc.oneof(
    pieces("'").map((inside) => `"${inside}"`),
    pieces('"', "''").map((inside) => `'${inside}'`),
    fc.constantFrom('"svc 9090 subset1"', '"dest-1:9191/subset1"', "'candidate'", '"shop-1.10.0"'),
  ),
);

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

/** A program's tokens, to be put together again in other ways. */
export const arbitraryTokens: Arbitrary = sequence(
  repeated(statement, 4),
  optional(sequence(expression, optional(one(';'))), 6),
);

const commentText = fc
  .array(
    fc.constantFrom(...COMMON_PIECES.filter((piece) => piece !== '*/'), '"', "'", '\\', 'result = v1;'),
    { maxLength: 4 },
  )
  .map((list) => list.join(''));
const lineBreak = fc.constantFrom('\n', '\r\n', '\r');
const gap = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('', ' ', ' ', '\t', '  ') },
      { weight: 2, arbitrary: lineBreak },
      fc.tuple(fc.constantFrom('//', '#'), commentText, lineBreak).map((parts) => parts.join('')),
      fc
        .tuple(commentText, fc.oneof(fc.constant(''), lineBreak), commentText)
        .map((parts) => `/*${parts.join('').replace(/\*+(?=\/)/g, '')} */`),
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''));

/** Signs that are tokens of their own whatever stands beside them. */
const ALONE = new Set(['(', ')', '{', '}', ',', ';']);

/** Puts tokens together with the gaps in turn, and a blank where two would become one. */
export function spaced(tokens: Tokens, gaps: readonly string[]): string {
  let source = gaps[0] ?? '';
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const space = gaps[(index + 1) % Math.max(gaps.length, 1)] ?? '';
    const mustPart = next !== undefined && space === '' && !ALONE.has(token) && !ALONE.has(next);
    // A slash before a comment would become part of its mark.
    const isSlash = token === '/' && space !== '';
    source += `${token}${mustPart || isSlash ? ' ' : ''}${space}`;
  });
  return source;
}

/** A whole program as text. */
export const arbitrarySource: fc.Arbitrary<string> = fc
  .tuple(arbitraryTokens, fc.array(gap, { minLength: 1, maxLength: 12 }))
  .map(([tokens, gaps]) => spaced(tokens, gaps));
