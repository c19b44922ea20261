import { expect, test } from '@jest/globals';
import { asObjectName, labelsOf } from './labels.js';

test('labels come from hosts and paths, none twice', () => {
  expect(labelsOf(['[a.example:80]', '[a.example:81]', 'x/y/z:1.0', '[::1:80]', '///'])).toEqual([
    'a.example',
    'a.example-2',
    'x-y-z-1.0',
    '1',
    'version',
  ]);
});

test('long ones are cut, and stay apart', () => {
  const [first = '', second = ''] = labelsOf([`[${'a'.repeat(80)}:1]`, `[${'a'.repeat(80)}:2]`]);
  expect([first.length, second.length, second.endsWith('-2')]).toEqual([63, 63, true]);
});

test('names of objects are in lower case, without dots', () => {
  expect(asObjectName('My.Shop/9050')).toBe('my-shop-9050');
});
