import { describe, expect, test } from '@jest/globals';
import { parseDuration } from '@lamia/lang';
import fc from 'fast-check';
import { alternatives, DURATION_PATTERN, PERCENTAGE } from './scalars.js';
import { hundredths } from '../canonical/percentage.js';

describe('the pattern of durations', () => {
  const pattern = new RegExp(DURATION_PATTERN);

  test('takes what the language reads', () => {
    const part = fc.tuple(
      fc.constantFrom('1', '30', '0.5', '007'),
      fc.constantFrom('w', 'd', 'h', 'm', 's', 'ms', 'x', ''),
    );
    const text = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map((parts) => parts.map(([number, unit]) => `${number}${unit}`).join(''));
    fc.assert(
      fc.property(text, (written) => {
        // A fraction may come to parts of a millisecond, which the reading of the value refuses and no pattern can.
        if (parseDuration(written) !== null) expect(written).toMatch(pattern);
        if (!written.includes('.') && pattern.test(written)) expect(parseDuration(written)).not.toBeNull();
      }),
    );
  });
});

describe('percentages', () => {
  test.each([
    ['10%', 1_000],
    ['12.5%', 1_250],
    ['0.01', 1],
    ['100.00%', 10_000],
    [33.33, 3_333],
    [0, 0],
    [100, 10_000],
  ])('%s is %d hundredths of a percent', (written, share) => {
    expect(hundredths(written)).toBe(share);
  });

  test.each(['12.345%', '1e1', '-5', '', '%', '10 %'])('%j is none', (written) => {
    expect(hundredths(written)).toBeNull();
    const { pattern } = PERCENTAGE as unknown as { readonly pattern: string }; // its type is that of its values
    expect(written).not.toMatch(new RegExp(pattern));
  });
});

test('alternatives are listed for people', () => {
  expect(alternatives(['a'])).toBe('`a`');
  expect(alternatives(['a', 'b'])).toBe('`a` or `b`');
  expect(alternatives(['a', 'b', 'c'])).toBe('`a`, `b` or `c`');
});
