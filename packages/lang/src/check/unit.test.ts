import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BYTES,
  COUNT,
  divideUnits,
  multiplyUnits,
  parseUnit,
  RATIO,
  sameUnit,
  SECONDS,
  unitText,
  type Unit,
} from './unit.js';

const power = fc.integer({ min: -9, max: 9 });
const unit: fc.Arbitrary<Unit> = fc.record({ count: power, s: power, B: power });

describe('unitText', () => {
  test.each<[Unit, string]>([
    [RATIO, 'ratio'],
    [COUNT, 'count'],
    [SECONDS, 's'],
    [BYTES, 'B'],
    [{ count: 1, s: -1, B: 0 }, 'count/s'],
    [{ count: 0, s: -1, B: 0 }, '1/s'],
    [{ count: 1, s: 2, B: 1 }, 'count*s^2*B'],
    [{ count: -1, s: -2, B: 0 }, '1/count/s^2'],
  ])('%j is %s', (value, text) => {
    expect(unitText(value)).toBe(text);
    expect(parseUnit(text)).toEqual(value);
  });

  test('whatever it writes is read back', () => {
    fc.assert(
      fc.property(unit, (value) => {
        expect(parseUnit(unitText(value))).toEqual(value);
      }),
    );
  });
});

describe('parseUnit', () => {
  test.each<[string, Unit]>([
    ['s*s', { count: 0, s: 2, B: 0 }],
    ['s/s', RATIO],
    ['B*count/s^2', { count: 1, s: -2, B: 1 }],
  ])('reads %s', (text, value) => {
    expect(parseUnit(text)).toEqual(value);
  });

  test.each([
    '',
    '1',
    'ms',
    'S',
    'b',
    ' s',
    's ',
    'count /s',
    's^0',
    's^10',
    's^-1',
    's**s',
    '/s',
    's/',
    's/1',
    'ratio/s',
    '2',
    'constructor',
  ])('%j is no unit', (text) => {
    expect(parseUnit(text)).toBeNull();
  });
});

describe('arithmetic', () => {
  test('a rate over some time is a count, and a count in some time a rate', () => {
    const rate: Unit = { count: 1, s: -1, B: 0 };
    expect(multiplyUnits(rate, SECONDS)).toEqual(COUNT);
    expect(divideUnits(COUNT, SECONDS)).toEqual(rate);
  });

  test('dividing undoes multiplying in every dimension', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        expect(divideUnits(multiplyUnits(a, b), b)).toEqual(a);
      }),
    );
  });

  test('a ratio changes nothing', () => {
    fc.assert(
      fc.property(unit, (a) => {
        expect(multiplyUnits(a, RATIO)).toEqual(a);
        expect(divideUnits(a, RATIO)).toEqual(a);
      }),
    );
  });

  test('units are the same where every dimension is', () => {
    expect(sameUnit({ count: 1, s: -1, B: 2 }, { count: 1, s: -1, B: 2 })).toBe(true);
    for (const other of [COUNT, SECONDS, BYTES]) {
      expect(sameUnit(RATIO, other)).toBe(false);
      expect(sameUnit(other, RATIO)).toBe(false);
    }
  });
});
