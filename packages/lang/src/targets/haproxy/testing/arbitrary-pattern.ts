import fc from 'fast-check';

/** Patterns of few characters, which therefore often match, in every form that people write. */
export const arbitraryPattern: fc.Arbitrary<string> = fc.letrec<{ pattern: string; item: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((items) => items.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((options) => options.join('|')),
  ),
  item: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      'c',
      '.',
      '[ab]',
      '[^a]',
      'ab',
      '.*',
      '.*',
      '[a-c]*',
      'b+',
      String.raw`\.`,
      String.raw`\w`,
    ),
    fc
      .tuple(tie('pattern'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'))
      .map(([body, quantifier]) => `(${body})${quantifier}`),
    tie('pattern').map((body) => `(?i:${body})`),
    fc.constantFrom('^', '$', String.raw`\b`, ''),
  ),
})).pattern;

/** Values for them. */
export const arbitraryValue: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'b', 'c', 'ab', 'abc', '.', 'B', ' ', 'x'), { maxLength: 12 })
  .map((parts) => parts.join(''));
