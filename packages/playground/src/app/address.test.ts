import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { fragmentOf, readAddress } from './address.js';

describe('addresses', () => {
  test('a fragment names a section, a place in it and a state', () => {
    expect(readAddress('#/console/gateways/shop%2Fa?state=abc')).toEqual({
      section: 'console',
      path: ['gateways', 'shop/a'],
      shared: 'abc',
    });
  });

  test('an empty fragment names nothing', () => {
    expect(readAddress('')).toEqual({ section: '', path: [], shared: null });
    expect(readAddress('#/')).toEqual({ section: '', path: [], shared: null });
  });

  test('a stray percent sign stands for itself', () => {
    expect(readAddress('#/decide/100%').path).toEqual(['100%']);
  });

  test('what is written is read', () => {
    const part = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(
        part,
        fc.array(part),
        fc.option(fc.stringMatching(/^[A-Za-z0-9_-]+$/)),
        (section, path, shared) => {
          const address = { section, path, shared };
          expect(readAddress(fragmentOf(address))).toEqual(address);
        },
      ),
      { seed: runSeed() },
    );
  });
});
