import { describe, test } from '@jest/globals';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';

const CODE = { code: 'guarded-denominator', severity: 'warning' } as const;

describe('guarded-denominator', () => {
  test('finds `max` with a constant below a fraction, and offers `atLeast`', () => {
    const mended = 'errors / atLeast(1, requests)';
    expectCheck('errors / <|max(requests, 1)|>', SHOP, {
      ...CODE,
      message: 'with `max` no traffic looks like a measurement: `atLeast(1, requests)` leaves it unknown',
      fixed: [mended],
    });
    expectCheck(mended, SHOP);
  });

  test.each([
    ['the constant first', 'errors / <|max(1, requests)|>', 'errors / atLeast(1, requests)'],
    ['a computed constant', 'errors / <|max(requests, 2 * 5)|>', 'errors / atLeast(2 * 5, requests)'],
    [
      'a longer total',
      'errors / <|max(requests + errors, 1)|> + 1',
      'errors / atLeast(1, requests + errors) + 1',
    ],
    [
      'a metric of a version',
      'let n = metric v1 requests; if (metric v1 errors / <|max(n, 1)|> > 5%) { result = v2; }',
      'let n = metric v1 requests; if (metric v1 errors / atLeast(1, n) > 5%) { result = v2; }',
    ],
  ])('finds %s', (_what, text, mended) => {
    expectCheck(text, SHOP, { ...CODE, fixed: [mended] });
    expectCheck(mended, SHOP);
  });

  test('sees the constant behind a name', () => {
    expectCheck('let least = 10; errors / <|max(requests, least)|>', SHOP, {
      ...CODE,
      fixed: ['let least = 10; errors / atLeast(least, requests)'],
    });
  });

  test.each([
    ['a guard of zero, which guards nothing', 'errors / max(requests, 0)'],
    ['two measurements', 'errors / max(requests, errors)'],
    ['two constants', 'errors / max(2, 5)'],
    ['`max` above the fraction', 'max(errors, 1) / requests'],
    ['`max` in a product', 'errors * max(requests, 1)'],
    ['`min`', 'errors / min(requests, 1)'],
    ['`max` of three', 'errors / max(requests, errors, 1)'],
    ['`max` deeper in the denominator', 'errors / (requests + max(requests, 1))'],
  ])('lets %s through', (_what, source) => {
    expectCheck(source, SHOP);
  });
});
