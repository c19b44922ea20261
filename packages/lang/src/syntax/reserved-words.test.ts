import { expect, test } from '@jest/globals';
import { parse } from './parse.js';
import { isPlainName } from './reserved-words.js';

const WORDS = ['if', 'result', 'nil', 'and', 'OR', 'over', 'regex', 'path', 'a_1', '1a', 'a-b', '', 'Result'];

test.each(WORDS)('says of `%s` what the parser says', (word) => {
  const { program, diagnostics } = parse(word);
  const isName = diagnostics.length === 0 && program.value?.kind === 'Name' && program.value.name === word;
  expect(isPlainName(word)).toBe(isName);
});
