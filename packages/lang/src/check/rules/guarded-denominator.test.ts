import { describe, expect, test } from '@jest/globals';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';
import { check } from '../check.js';

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
    ['twice the constant', 'errors / <|max(requests, 1, 1)|>', 'errors / atLeast(1, requests)'],
    ['a lesser constant', 'errors / <|max(0, requests, 5, 1)|>', 'errors / atLeast(5, requests)'],
    [
      'more measurements',
      'errors / <|max(requests, 1, errors)|>',
      'errors / atLeast(1, max(requests, errors))',
    ],
    ['a `max` inside', 'errors / <|max(max(requests, 1), 0)|>', 'errors / atLeast(1, requests)'],
    ['a name', 'let t = <|max(requests, 1)|>; errors / t', 'let t = atLeast(1, requests); errors / t'],
    [
      'a name of a name',
      'let t = <|max(requests, 1)|>; let u = t; 1 - errors / (u)',
      'let t = atLeast(1, requests); let u = t; 1 - errors / (u)',
    ],
    [
      'a name inside',
      'let t = max(requests, 1); errors / <|max(t, 0)|> * t',
      'let t = max(requests, 1); errors / atLeast(1, requests) * t',
    ],
    [
      'a name of a version',
      'let t = <|max(metric v1 requests, 1)|>; if (metric v1 errors / t > 5%) { result = v2; }',
      'let t = atLeast(1, metric "v1" "requests"); if (metric v1 errors / t > 5%) { result = v2; }',
    ],
  ])('is not evaded by %s', (_what, text, mended) => {
    expectCheck(text, SHOP, { ...CODE, fixed: [mended] });
    expectCheck(mended, SHOP);
  });

  test('is told once for a name, with the place of a division', () => {
    const source = 'let t = max(requests, 1); errors / t + errors / t';
    const found = check(source, SHOP).diagnostics.filter(({ severity }) => severity !== 'info');
    expect(found).toMatchObject([{ ...CODE, related: [{ start: source.indexOf('t +') }] }]);
  });

  test('takes no long over names that double', () => {
    const lets = Array.from(
      { length: 60 },
      (_, index) => `let x${index + 1} = max(x${index}, x${index}, 1);`,
    );
    const { diagnostics } = check(`let x0 = requests; ${lets.join(' ')} errors / x60`, SHOP);
    expect(diagnostics.map(({ code }) => code)).toContain('guarded-denominator');
  });

  test.each([
    ['a guard of zero, which guards nothing', 'errors / max(requests, 0)'],
    ['two measurements', 'errors / max(requests, errors)'],
    ['two constants', 'errors / max(2, 5)'],
    ['`max` above the fraction', 'max(errors, 1) / requests'],
    ['`max` in a product', 'errors * max(requests, 1)'],
    ['`min`', 'errors / min(requests, 1)'],
    ['`max` of three measurements', 'errors / max(requests, errors, requests)'],
    ['a `let` that divides nothing', 'let t = max(requests, 1); errors + t'],
    ['a `let` of another divisor', 'let t = max(requests, 1); errors / requests * t'],
    ['`max` deeper in the denominator', 'errors / (requests + max(requests, 1))'],
  ])('lets %s through', (_what, source) => {
    expectCheck(source, SHOP);
  });
});
