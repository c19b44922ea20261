import fc from 'fast-check';

/** Texts as lists of tokens, to be put together with whatever may stand between two of them. */
export type Tokens = readonly string[];
export type TokensArbitrary = fc.Arbitrary<Tokens>;

export const one = (...texts: readonly string[]): TokensArbitrary =>
  fc.constantFrom(...texts).map((text) => [text]);
export const text = (arbitrary: fc.Arbitrary<string>): TokensArbitrary => arbitrary.map((token) => [token]);
export const sequence = (...parts: readonly TokensArbitrary[]): TokensArbitrary =>
  fc.tuple(...parts).map((lists) => lists.flat());
/** Mostly nothing, so that programs stay small. */
export const optional = (part: TokensArbitrary, weight = 1): TokensArbitrary =>
  fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight, arbitrary: part });
export const repeated = (part: TokensArbitrary, maxLength: number): TokensArbitrary =>
  fc.array(part, { maxLength }).map((lists) => lists.flat());
/** Mostly one operand, sometimes a chain of two or three. */
export const chain = (operand: TokensArbitrary, operators: TokensArbitrary, most: 2 | 3): TokensArbitrary => {
  const link = sequence(operators, operand);
  const links = most === 2 ? link : sequence(link, optional(link));
  return fc.oneof({ weight: 9, arbitrary: operand }, { weight: 1, arbitrary: sequence(operand, links) });
};
export const prefixed = (prefix: TokensArbitrary, operand: TokensArbitrary): TokensArbitrary =>
  fc.oneof(
    { weight: 9, arbitrary: operand },
    { weight: 1, arbitrary: sequence(prefix, optional(prefix), operand) },
  );

export const COMMON_PIECES = [
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

export const string = text(
  fc.oneof(
    pieces("'").map((inside) => `"${inside}"`),
    pieces('"', "''").map((inside) => `'${inside}'`),
    fc.constantFrom('"svc 9090 subset1"', '"dest-1:9191/subset1"', "'candidate'", '"shop-1.10.0"'),
  ),
);

const commentText = fc
  .array(
    fc.constantFrom(...COMMON_PIECES.filter((piece) => piece !== '*/'), '"', "'", '\\', 'result = v1;'),
    { maxLength: 4 },
  )
  .map((list) => list.join(''));
const lineBreak = fc.constantFrom('\n', '\r\n', '\r');
export const gap = fc
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
