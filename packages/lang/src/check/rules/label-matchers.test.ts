import { describe, expect, test } from '@jest/globals';
import { expectCheck } from '../../testing/expect-findings.js';
import { SHOP } from '../../testing/shop.js';
import { LIMITS } from '../../syntax/limits.js';
import { check } from '../check.js';

describe('bad-regex', () => {
  test.each(['(', '[a', 'a{2,1}', 'a**', '(?=a)', '\\\\1'])('%s is an error at the text', (pattern) => {
    expectCheck(`requests{code=~<|'${pattern}'|>}`, SHOP, { code: 'bad-regex' });
    expectCheck(`requests{code!~<|'${pattern}'|>}`, SHOP, { code: 'bad-regex' });
  });

  test('says which part cannot be read', () => {
    expectCheck('requests{code=~<|"a("|>}', SHOP, {
      code: 'bad-regex',
      message: '`a(` cannot be used as a regular expression: missing closing ): `a(`',
    });
  });

  test('the same text in an equality is only text', () => {
    expectCheck('requests{code="(", path!="["}', SHOP);
  });

  test('a long expression is refused by its length', () => {
    const most = 'a'.repeat(LIMITS.regexCharacters);
    expectCheck(`requests{code=~"${most}"}`, SHOP);
    expectCheck(`requests{code=~<|"${most}a"|>}`, SHOP, {
      code: 'bad-regex',
      message: `\`${'a'.repeat(60)}…\` cannot be used as a regular expression: it has 1025 characters, more than 1024`,
    });
  });

  test('many steps are refused, in one expression and in all together', () => {
    expectCheck('requests{code=~<|"((a{100}){100}){100}"|>}', SHOP, { code: 'bad-regex' });
    // 9 000 steps each: the third goes over the limit.
    const [a, b, c] = ['a', 'b', 'c'].map((letter) => `"${`${letter}{1000}`.repeat(9)}"`);
    expectCheck(`requests{code=~${a}} / requests{code=~${b}}`, SHOP);
    const { diagnostics } = check(`requests{code=~${a}} / requests{code=~${b}} * errors{code=~${c}}`, SHOP);
    expect(
      diagnostics.map(({ code, message }) => [code, /take \d+ steps, more than 20000$/.test(message)]),
    ).toEqual([['bad-regex', true]]);
  });

  test('an expression that stands twice is counted once', () => {
    const regex = `"${'a{1000}'.repeat(9)}"`;
    expectCheck(`requests{code=~${regex}} / requests{path=~${regex}} * errors{code=~${regex}}`, SHOP);
  });
});

describe('matcher-matches-empty', () => {
  test.each(['code=""', 'code=~""', 'code=~".*"', 'code=~"5..|"', 'code=~"a?"', 'code=~"^$"'])(
    '%s also fits what has no such label',
    (matcher) => {
      expectCheck(`requests{<|${matcher}|>}`, SHOP, {
        code: 'matcher-matches-empty',
        message: `\`${matcher}\` also matches series without the label \`code\`: match at least one character, or leave it out`,
      });
    },
  );

  test.each(['code="200"', 'code=~".+"', 'code=~"2.."', 'code!=""', 'code!~".*"', 'code!~""', 'code!="200"'])(
    '%s is fine',
    (matcher) => {
      expectCheck(`requests{${matcher}}`, SHOP);
    },
  );

  test('each matcher of a selector is looked at', () => {
    expectCheck(
      'requests{<|code=""|>, path="/", <|method=~".*"|>}',
      SHOP,
      { code: 'matcher-matches-empty' },
      { code: 'matcher-matches-empty' },
    );
  });
});

describe('doubled-backslash', () => {
  const CODE = { code: 'doubled-backslash', severity: 'warning' } as const;

  test.each([
    [String.raw`requests{path=~<|"/\\d+"|>}`, String.raw`requests{path=~"/\d+"}`],
    [String.raw`requests{path!~<|"\\w\\s"|>}`, String.raw`requests{path!~"\w\s"}`],
    [String.raw`requests{path=~<|'/\\d+'|>}`, String.raw`requests{path=~'/\d+'}`],
  ])('%s is mended', (text, mended) => {
    expectCheck(text, SHOP, { ...CODE, fixed: [mended] });
    expectCheck(mended, SHOP);
  });

  test('the mended text selects the same', () => {
    const [before] = check(String.raw`requests{path=~"/\\d+"}`, SHOP).checked?.reads ?? [];
    const [after] = check(String.raw`requests{path=~"/\d+"}`, SHOP).checked?.reads ?? [];
    expect(before).toMatchObject({ selector: [{ value: String.raw`/\d+` }] });
    expect(after).toEqual(before);
  });

  test.each([
    ['a doubled backslash before what needs no escape', String.raw`requests{path=~"a\\&b"}`],
    ['an equality', String.raw`requests{path="C:\\dir"}`],
    ['a single backslash', String.raw`requests{path=~"\d+"}`],
  ])('%s is let through', (_what, source) => {
    expectCheck(source, SHOP);
  });
});
