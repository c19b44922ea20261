import { describe, expect, test } from '@jest/globals';
import { readNumber } from './number-literal.js';

describe('readNumber', () => {
  test.each([
    ['0', 0, 'bare'],
    ['12', 12, 'bare'],
    ['007', 7, 'bare'],
    ['0.5', 0.5, 'bare'],
    ['1e-3', 0.001, 'bare'],
    ['2.5E+3', 2500, 'bare'],
    ['1e-999', 0, 'bare'],
    ['20%', 0.2, 'ratio'],
    ['0.1%', 0.001, 'ratio'],
    ['1e2%', 1, 'ratio'],
    ['250ms', 0.25, 's'],
    ['0.5ms', 0.0005, 's'],
    ['5s', 5, 's'],
    ['0.0001s', 0.0001, 's'],
    ['0.0003s', 0.0003, 's'],
    ['1s0.5ms', 1.0005, 's'],
    ['10m', 600, 's'],
    ['1h', 3600, 's'],
    ['1h30m', 5400, 's'],
    ['2d', 172_800, 's'],
    ['1w', 604_800, 's'],
    ['10B', 10, 'B'],
    ['64KiB', 65_536, 'B'],
    ['1.5KiB', 1536, 'B'],
    ['2MiB', 2_097_152, 'B'],
    ['1GiB', 1_073_741_824, 'B'],
  ] as const)('%s is %d in %s', (text, value, unit) => {
    expect(readNumber(text)).toEqual({ ok: true, value, unit });
  });

  test.each(['30m1h', '1s2s', '5ms1s'])('the units of %s do not descend', (text) => {
    expect(readNumber(text)).toEqual({ ok: false, problem: 'descending' });
  });

  test.each(['1e999', '9'.repeat(400), `${'9'.repeat(400)}%`, '1e308KiB', `${'9'.repeat(400)}s`])(
    '%s is out of range',
    (text) => {
      expect(readNumber(text)).toEqual({ ok: false, problem: 'out-of-range' });
    },
  );
});
