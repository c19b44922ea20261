import { describe, test } from '@jest/globals';
import { expectSyntax } from '../testing/expect-findings.js';

const TEST = 'expected a test such as `exact`, `prefix`, `contains`, `regex`, `in` or `present`';
const END = 'expected the end of the program';

describe('a condition that does not fit has one error, with the way out', () => {
  test.each([
    ['path <|"/a"|>', `${TEST}, found \`"/a"\``],
    ['host <|shop|>.example', `${TEST}, found \`shop\``],
    ['method <|GET|>', `${TEST}, found \`GET\``],
    ['user-agent<||>', `${TEST}, found the end of the text`],
    ['user-agent <|Chrome|>', `${TEST}, found \`Chrome\``],
    ['header User <|Agent|> exact "a"', `${TEST}, found \`Agent\``],
    ['has <|X|>', 'expected a header, cookie or query parameter with its name, found `X`'],
    ['misses <|header|>', 'expected a header, cookie or query parameter with its name, found `header`'],
    [
      'header X exact <|and|>',
      'expected a text in quotes, found `and`: put it in quotes to compare with the word itself',
    ],
    [
      'header X exact "a" <|header|> Y exact "b"',
      `${END}, found \`header\`: join tests with \`and\` or \`or\``,
    ],
    [
      'has cookie a and host is b <|has|> cookie c',
      `${END}, found \`has\`: join tests with \`and\` or \`or\``,
    ],
    ['header X exact a<|,|> b', `${END}, found \`,\`: several texts are written \`in ("a", "b")\``],
    ['header X exact a <|b|>', `${END}, found \`b\`: put a text with blanks or signs in quotes`],
    [
      'header X exact Nexus <|6P|> or host is a',
      `${END}, found \`6P\`: put a text with blanks or signs in quotes`,
    ],
    ['path regex ^/a/<|(|>b|c)$', `${END}, found \`(\`: put a text with blanks or signs in quotes`],
    [
      'header X exact a <|ignore|> case',
      `${END}, found \`ignore\`: whether case counts is written \`ignoring case\``,
    ],
    ['header X exact a<|)|>', `${END}, found \`)\``],
  ])('%s', (text, message) => {
    expectSyntax(text, { code: 'syntax-error', message });
  });
});

describe('a missing quote is one error', () => {
  test.each([
    [
      'header "X exact "a<|"|>',
      'nothing closes this `"` on its line: close it, or see whether one before it is missing',
    ],
    [
      'header "X" exact a<|"|>',
      'nothing closes this `"` on its line: close it, or see whether one before it is missing',
    ],
    ['header "X" exact <|"a|>', 'this string has no closing `"` on its line'],
    ["header X exact <|'a or has header Y|>", "this string has no closing `'` on its line"],
  ])('%s', (text, message) => {
    expectSyntax(text, { code: 'unterminated-string', message });
  });

  test('which hides nothing on another line, and nothing in another statement', () => {
    expectSyntax('has <|X|> or\nhost is <|"a|>', { code: 'syntax-error' }, { code: 'unterminated-string' });
    expectSyntax('let a = <|;|> host is <|"a|>', { code: 'syntax-error' }, { code: 'unterminated-string' });
  });
});

test('older spellings are not remarked on in a text with errors', () => {
  expectSyntax('host is a and <|or|> host = b', { code: 'syntax-error' });
});
