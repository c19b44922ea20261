import { describe, test } from '@jest/globals';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';

const CODE = { code: 'measured-equality', severity: 'warning' } as const;
const when = (condition: string): string => `if (${condition}) { result = candidate; }`;

describe('measured-equality', () => {
  test.each([
    ['a metric and a number', 'metric v1 requests <|==|> 5'],
    ['a number and a metric', '5 <|==|> metric v1 requests'],
    ['two metrics', 'metric v1 requests <|==|> metric v2 requests'],
    ['inequality', 'metric v1 requests <|!=|> 5'],
    ['arithmetic', 'metric v1 errors / metric v1 requests <|==|> 5%'],
    ['a query', 'promql "up" <|==|> 0.5'],
  ])('finds %s', (_what, condition) => {
    expectCheck(when(condition), SHOP, CODE);
  });

  test('names the operator', () => {
    expectCheck(when('metric v1 requests <|!=|> 5'), SHOP, {
      ...CODE,
      message: '`!=` between measured numbers almost never holds as meant: compare with `<` or `>`',
    });
  });

  test.each([
    ['zero on the right', 'metric v1 errors == 0'],
    ['zero on the left', '0 != metric v1 errors'],
    ['a zero that is computed', 'metric v1 errors == 5 - 5'],
    ['constants', '2 + 3 == 5'],
    ['versions', 'candidate == v2'],
    ['an order', 'metric v1 requests >= 5'],
  ])('lets %s through', (_what, condition) => {
    expectCheck(when(condition), SHOP);
  });
});
