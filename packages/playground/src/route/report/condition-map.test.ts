import { expect, test } from '@jest/globals';
import { FIRST_PROJECT } from '../project.js';
import { conditionMap, numbersText } from './condition-map.js';
import { rulesReport } from './rules-report.js';

function mapOf(condition: string): readonly (readonly [string, string])[] {
  const routes = [{ id: 'a', name: 'a', condition, percents: [0, 100], mirror: null }];
  const rules = rulesReport({ ...FIRST_PROJECT, routes }).rules ?? [];
  const own = rules.flatMap(({ route, parts }, place) => (route === 0 ? [{ number: place + 1, parts }] : []));
  const pieces = conditionMap(condition, own);
  expect(pieces.map(({ text }) => text).join('')).toBe(condition);
  return pieces.map(({ text, rules: numbers }) => [text.trim(), numbersText(numbers)]);
}

test('each alternative of an `or` is a piece, and what they share is of all', () => {
  expect(mapOf('host exact "h" and (path exact "/a" or path exact "/b")')).toEqual([
    ['host exact "h"', '1, 2'],
    ['and (', ''],
    ['path exact "/a"', '1'],
    ['or', ''],
    ['path exact "/b"', '2'],
    [')', ''],
  ]);
});

test('a text without parts is one piece', () => {
  expect(conditionMap('host exact "h"', [])).toEqual([{ start: 0, text: 'host exact "h"', rules: [] }]);
  expect(conditionMap('', [])).toEqual([]);
});

test('numbers in a row are said by their ends', () => {
  expect(numbersText([1, 2, 4, 5, 6, 9])).toBe('1, 2, 4–6, 9');
});
