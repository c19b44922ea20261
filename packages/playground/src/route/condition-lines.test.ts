import { expect, test } from '@jest/globals';
import { conditionLines } from './condition-lines.js';

test('an editor is as high as its text is long, within limits', () => {
  expect(conditionLines('', 60)).toBe(4);
  expect(conditionLines('a\n\nb\nc', 60)).toBe(5);
  expect(conditionLines('a'.repeat(301), 60)).toBe(7);
  expect(conditionLines('a\n'.repeat(500), 60)).toBe(14);
});
