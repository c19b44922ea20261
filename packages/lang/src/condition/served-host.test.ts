import { expect, test } from '@jest/globals';
import { servesHost } from './served-host.js';

test.each<[readonly string[], string, boolean]>([
  [[], 'shop.example', true],
  [[], '', true],
  [['*'], 'shop.example', true],
  [['*'], '', true],
  [['shop.example'], 'shop.example', true],
  [['shop.example'], 'a.shop.example', false],
  [['shop.example'], '', false],
  [['*.example'], 'shop.example', true],
  [['*.example'], 'a.shop.example', true],
  [['*.example'], 'example', false],
  [['*.example'], '.example', false],
  [['*.example'], 'shopexample', false],
  [['other', '*.example'], 'shop.example', true],
])('of a gateway of %j, `%s`: %s', (hosts, host, expected) => {
  expect(servesHost(hosts, host)).toBe(expected);
});
