import { describe, test } from '@jest/globals';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';

const CODE = { code: 'comment-swallows-code', severity: 'warning' } as const;

describe('comment-swallows-code', () => {
  test.each([
    [
      'a line comment with `;`',
      'result = v1; <|// was: result = v2;|>',
      'result = v1; /* was: result = v2; */',
    ],
    ['a line comment with `}`', 'result = v1; <|// } else {|>\n', 'result = v1; /* } else { */\n'],
    ['a comment after `#`', '<|#result = v2;|>\nresult = v1;', '/* result = v2; */\nresult = v1;'],
    ['trailing white space', '<|// a; \t|>\nresult = v1;', '/* a; */\nresult = v1;'],
    ['the end of a block comment inside', '<|// a; */ b|>\nresult = v1;', '/* a; * / b */\nresult = v1;'],
    ['two slashes inside', '<|// a; // b|>\nresult = v1;', '/* a; // b */\nresult = v1;'],
  ])('finds %s, and makes it a block comment', (_what, text, mended) => {
    expectCheck(text, SHOP, { ...CODE, fixed: [mended] });
    expectCheck(mended, SHOP);
  });

  test('says why', () => {
    expectCheck('result = v1; <|// a;|>', SHOP, {
      ...CODE,
      message:
        'this comment holds `;` or `}`: where YAML folds lines into one, a line comment swallows the code after it',
    });
  });

  test('finds each', () => {
    expectCheck('<|// a;|>\nresult = v1; <|# b;|>', SHOP, CODE, CODE);
  });

  test.each([
    ['a comment of words', 'result = v1; // the stable one'],
    ['an opening brace', 'result = v1; // {'],
    ['a block comment', 'result = v1; /* result = v2; */'],
    ['a mark in a string', 'result = v1; // said "so"\n'],
  ])('lets %s through', (_what, source) => {
    expectCheck(source, SHOP);
  });

  test('lets text in a string through', () => {
    expectCheck('requests{path="// a;"}', SHOP);
  });
});
