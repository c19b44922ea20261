import { describe, expect, test } from '@jest/globals';
import { expectSyntax } from '../testing/expect-findings.js';
import { parse } from './parse.js';

describe('an operator of another language is named, with what may be meant', () => {
  test.each([
    ['header X <|~=|> "a"', 'write `regex` or `exact`', ['header X regex "a"', 'header X exact "a"']],
    ['header X <|~=|> a', 'write `regex` or `exact`', ['header X regex a', 'header X exact a']],
    ['path<|=~|>"/a"', 'write `regex`', ['path regex "/a"']],
    ['header "X"<|!~|>"a"', 'write `not regex`', ['header "X" not regex "a"']],
    ['host <|===|> a', 'write `exact`', ['host exact a']],
    ['header X <|!==|> "a"', 'write `not exact`', ['header X not exact "a"']],
    ['header X <|<>|> "a"', 'write `not exact`', ['header X not exact "a"']],
    ['header X <|*=|> "a"', 'write `contains`', ['header X contains "a"']],
    ['header X <|equals|> "a"', 'write `exact`', ['header X exact "a"']],
    ['header X <|startsWith|> "a"', 'write `prefix`', ['header X prefix "a"']],
    ['header X <|starts with|> "a"', 'write `prefix`', ['header X prefix "a"']],
    ['host <|ends_with|> "a"', 'write `suffix`', ['host suffix "a"']],
    ['header X <|matches|> "a"', 'write `regex`', ['header X regex "a"']],
    ['header X <|Includes|> "a"', 'write `contains`', ['header X contains "a"']],
    ['header X <|does not contain|> "a"', 'write `misses`', ['header X misses "a"']],
    ['header X <|is not|> "a"', 'write `not`', ['header X not "a"']],
    ['user-agent <|IS NOT|> Chrome', 'write `not`', ['user-agent not Chrome']],
  ])('%s', (text, way, fixed) => {
    const written = /<\|(.*)\|>/.exec(text)?.[1] ?? '';
    expectSyntax(text, {
      code: 'syntax-error',
      message: `there is no operator \`${written}\`: ${way}`,
      fixed,
    });
    for (const source of fixed) {
      expect(parse(source).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  test('one that may mean anything is not guessed at', () => {
    expectSyntax('header X <|roughly|> "a"', {
      code: 'syntax-error',
      message:
        'expected a test such as `exact`, `prefix`, `contains`, `regex`, `in` or `present`, found `roughly`',
    });
  });

  test('outside of tests of requests it is a syntax error like others', () => {
    expectSyntax('requests <|=~|> "a"', {
      code: 'syntax-error',
      message: 'expected the end of the program, found `=~`',
    });
  });
});
