import fc from 'fast-check';

const CHARACTERS = [
  'a',
  'b',
  ';',
  ' ',
  '.',
  '[a-z]',
  '[^;]',
  String.raw`\w`,
  String.raw`\S`,
  '[ ;]',
  String.raw`\.`,
];
const ASSERTIONS = ['^', '$', String.raw`\b`, String.raw`\B`, String.raw`\A`, String.raw`\z`];

/** Expressions of all constructions, over few characters. */
export const { arbitraryRegex } = fc.letrec<{ arbitraryRegex: string }>((tie) => ({
  arbitraryRegex: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: fc.constantFrom(...CHARACTERS) },
    { weight: 1, arbitrary: fc.constantFrom(...ASSERTIONS) },
    {
      weight: 4,
      arbitrary: fc.tuple(tie('arbitraryRegex'), tie('arbitraryRegex')).map((parts) => parts.join('')),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('(', '(?:', '(?i:'), tie('arbitraryRegex'), tie('arbitraryRegex'))
        .map(([open, left, right]) => `${open}${left}|${right})`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('arbitraryRegex'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?'))
        .map(([part, quantifier]) => `(?:${part})${quantifier}`),
    },
  ),
}));

/** Texts that such expressions often match. */
export const arbitraryText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'b', 'A', ';', ' ', '.', 'ab'), { maxLength: 6 })
  .map((parts) => parts.join(''));
