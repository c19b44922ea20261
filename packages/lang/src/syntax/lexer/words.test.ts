import { expect, test } from '@jest/globals';
import { MATCH_OPERATORS, NAMED_FIELDS, PRESENCE_WORDS, PRESENT_TESTS, SIMPLE_FIELDS } from './words.js';

test('words and signs are grouped as the grammar groups them', () => {
  expect([...NAMED_FIELDS]).toEqual(['header', 'cookie', 'query']);
  expect([...PRESENT_TESTS]).toEqual(['present', 'exists']);
  expect([...PRESENCE_WORDS]).toEqual(['contains', 'has', 'misses']);
  expect([...SIMPLE_FIELDS].sort()).toEqual(
    ['host', 'method', 'path', 'scheme', 'uri', 'user-agent', 'user.agent', 'useragent'].sort(),
  );
  expect([...MATCH_OPERATORS].sort()).toEqual(
    ['exact', 'is', 'prefix', 'under', 'suffix', 'regex', 'contains', 'has', 'misses', '==', '=', '~'].sort(),
  );
});
