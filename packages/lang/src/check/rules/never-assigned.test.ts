import { describe, test } from '@jest/globals';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';

const CODE = { code: 'never-assigned', severity: 'warning' } as const;

describe('never-assigned', () => {
  test('finds a decision that ends in a `result` nobody assigned', () => {
    expectCheck('if (metric v1 cpu > 50%) {} <|result|>', SHOP, {
      ...CODE,
      message:
        '`result` is never assigned, so this program always holds: assign a version, as in `result = candidate;`',
    });
    expectCheck('<|result|>', SHOP, CODE);
  });

  test('finds it also where the final `result` is not written', () => {
    expectCheck('<|if (metric v1 cpu > 50%) {}|>', SHOP, CODE);
  });

  test.each([
    ['an assignment at the top', 'result = v1;'],
    ['an assignment deep inside', 'if (true) { if (metric v1 cpu > 50%) {} else { result = v1; } } result'],
    ['an assignment of nil', 'result = nil;'],
    ['a final version', 'if (true) {} v1'],
    ['a final nil', 'nil'],
  ])('is content with %s', (_what, source) => {
    expectCheck(source, SHOP);
  });

  test('says nothing of scores', () => {
    expectCheck('errors / requests', { ...SHOP, kind: 'score' });
  });
});
