import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIPv6 } from 'node:net';
import { isIpv6Address } from './ipv6-address.js';

const arbitraryNearAddress = fc
  .array(
    fc.constantFrom('0', '1', 'fe80', 'FFFF', '12345', 'g', ':', ':', ':', '::', '1.2.3.4', '256.0.0.1', '.'),
    {
      maxLength: 18,
    },
  )
  .map((pieces) => pieces.join(''));

const arbitraryGroups = fc
  .tuple(
    fc.array(fc.constantFrom('0', 'a1', 'ffff'), { maxLength: 8 }),
    fc.constantFrom('::', ':'),
    fc.array(fc.constantFrom('0', 'B2', '1.2.3.4', '127.0.0.01', '1.2.3.4.5'), { maxLength: 8 }),
  )
  .map(([before, between, behind]) => `${before.join(':')}${between}${behind.join(':')}`);

test.each([
  '::',
  '::1',
  '1::',
  '1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7::',
  '::ffff:1.2.3.4',
  '64:FF9B::192.0.2.33',
])('`%s` is one', (text) => expect(isIpv6Address(text)).toBe(true));

test('it takes just what Node.js takes, apart from zones', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV6(), arbitraryNearAddress, arbitraryGroups), (text) => {
      expect([text, isIpv6Address(text)]).toEqual([text, isIPv6(text)]);
    }),
    { numRuns: 5000 },
  );
});
