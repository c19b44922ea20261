import { expect, test } from '@jest/globals';
import { fromPlain, plainJson } from './plain.js';

const readBack = (value: unknown): unknown => fromPlain(JSON.parse(plainJson(value)));

test.each<[string, unknown]>([
  [
    'a map',
    new Map<unknown, unknown>([
      ['a', 1],
      [2, null],
    ]),
  ],
  ['a map in a list in a map', new Map([['a', [1, new Map([['b', { c: new Map() }]]), 'x']]])],
  ['no map at all', { a: [1, { b: 'c' }], d: null, e: true }],
  ['a map beside other fields', { a: 1, b: new Map([['c', 1]]), d: [new Map()] }],
  ['fields called as a prototype is', JSON.parse('{"__proto__":{"a":1},"constructor":2}')],
])('%s is read back as it was', (_, value) => {
  expect(readBack(value)).toEqual(value);
});

test('a field that is called as the prototype is stays a field, also where maps are beside it', () => {
  const value = JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>;
  value['map'] = new Map([['__proto__', 1]]);
  const read = readBack(value) as Record<string, unknown>;
  expect(Object.keys(read)).toEqual(['__proto__', 'map']);
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect(read['map']).toEqual(new Map([['__proto__', 1]]));
});

test('what was parsed stays as it is', () => {
  const parsed: unknown = JSON.parse(plainJson({ a: [new Map([['b', 1]])] }));
  const before = JSON.stringify(parsed);
  fromPlain(parsed);
  expect(JSON.stringify(parsed)).toBe(before);
});
