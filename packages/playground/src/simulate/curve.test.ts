import { expect, test } from '@jest/globals';
import { constant, valueAt, type Curve, type Shape } from './curve.js';

const curve = (shape: Shape): Curve => ({ base: 2, shape, at: 100, to: 10, lasting: 40 });

test.each<[Shape, readonly number[]]>([
  ['constant', [2, 2, 2, 2, 2, 2]],
  ['step', [2, 2, 10, 10, 10, 10]],
  ['spike', [2, 2, 10, 10, 2, 2]],
  ['leak', [2, 2, 2, 6, 10, 10]],
  ['none', [2, 2, 0, 0, 2, 2]],
])('%s', (shape, values) => {
  expect([-10, 99, 100, 120, 140, 500].map((seconds) => valueAt(curve(shape), seconds))).toEqual(values);
});

test('a number without an event stays as it is', () => {
  expect(valueAt(constant(7), 1_000)).toBe(7);
});
