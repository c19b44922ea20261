import { describe, test } from '@jest/globals';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';

const CODE = { code: 'unused-let', severity: 'warning' } as const;

describe('unused-let', () => {
  test('finds a name that nothing uses, and removes it', () => {
    const mended = ' errors / requests';
    expectCheck('let <|a|> = 1; errors / requests', SHOP, {
      ...CODE,
      message: 'nothing uses `a`: remove it',
      fixed: [mended],
    });
    expectCheck(mended, SHOP);
  });

  test.each([
    ['in the final value', 'let a = errors; a / requests'],
    ['in another let', 'let a = errors; let b = a / requests; b'],
    ['in a condition', 'let a = metric v1 cpu; if (a > 50%) { result = v1; }'],
    ['in an inner block', 'let a = v1; if (metric v1 cpu > 50%) { result = a; }'],
    ['in its own block', 'if (true) { let a = v1; result = a; }'],
  ])('lets a use %s count', (_where, source) => {
    expectCheck(source, SHOP);
  });

  test('a use in one block is none of a name in another', () => {
    expectCheck(
      'if (metric v1 cpu > 50%) { let a = v1; result = a; } else { let <|a|> = v2; result = v1; }',
      SHOP,
      CODE,
    );
    expectCheck(
      'if (metric v1 cpu > 50%) { let <|a|> = v2; result = v1; } else { let a = v1; result = a; }',
      SHOP,
      CODE,
    );
  });

  test('a second declaration does not make the first look unused', () => {
    expectCheck('let a = requests; let <|a|> = errors; a', SHOP, { code: 'shadowed-name' });
  });

  test('a name in a label or a metric is no use', () => {
    expectCheck(
      'let <|cpu|> = 1; if (metric v1 requests{cpu="1"} > 2) { result = "v1"; }',
      { versions: ['v1'] },
      CODE,
    );
  });

  test('names of objects are names', () => {
    expectCheck('let <|constructor|> = 1; let __proto__ = 2; requests + __proto__', SHOP, CODE);
  });
});
