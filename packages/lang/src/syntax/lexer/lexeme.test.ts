import { expect, test } from '@jest/globals';
import { lexeme } from './lexeme.js';
import { tokenize } from './tokenize.js';

test.each([
  ['if (a >= 20%) { result = v2; }', 'reserved punctuation name operator number punctuation'],
  ['metric "v1" path.p99 over 5m', 'reserved string soft punctuation name soft number'],
  ['header X-A = Chrome and path under "/a"', 'soft field-name operator text reserved soft soft string'],
  ['user-agent has Firefox or <hdr X>', 'soft soft text reserved raw'],
])('tells what the tokens of `%s` are', (source, kinds) => {
  const lexemes = tokenize(source).tokens.map(lexeme);
  expect(
    lexemes
      .map(({ kind }) => kind)
      .join(' ')
      .startsWith(kinds),
  ).toBe(true);
  for (const { text, start, end } of lexemes) expect(source.slice(start, end)).toBe(text);
});
