import { expect, test } from '@jest/globals';
import { kindOf } from './source-files.js';

test.each([
  ['a.lamia', 'apiVersion: lamia/v1', 'program'],
  ['a.yaml', '', 'configuration'],
  ['a.yml', 'x', 'configuration'],
  ['a.json', '{}', 'configuration'],
  ['-', 'result = v1;', 'program'],
  ['-', '# ours\napiVersion: lamia/v1\n', 'configuration'],
  ['-', '{ "apiVersion": "lamia/v1" }', 'configuration'],
  ['-e', 'a / b', 'program'],
])('%s with %j is a %s', (file, text, kind) => {
  expect(kindOf({ file, text, named: true })).toBe(kind);
});
