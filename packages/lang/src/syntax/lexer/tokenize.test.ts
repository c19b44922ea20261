import { describe, expect, test } from '@jest/globals';
import { expectSyntax } from '../../testing/expect-findings.js';
import { tokenize, tokenSpan } from './tokenize.js';

const comments = (source: string): readonly string[] => tokenize(source).comments.map(({ text }) => text);
const strings = (source: string): readonly string[] => tokenize(source).tokens.map(({ image }) => image);

test('a token knows its place', () => {
  const { tokens } = tokenize(' ab "c"');
  expect(tokens.map(tokenSpan)).toEqual([
    { start: 1, end: 3 },
    { start: 4, end: 7 },
  ]);
});

describe('white space', () => {
  test.each([' ', '\t', '\n', '\r\n', '\f', '\u00a0', '\ufeff', '\u2028'])(
    '%j parts tokens and is none',
    (space) => {
      expect(strings(`${space}a${space}b${space}`)).toEqual(['a', 'b']);
    },
  );
});

describe('comments', () => {
  test.each([
    ['a // b', ['// b']],
    ['a # b // c\nd', ['# b // c']],
    ['// a\r\n# b', ['// a', '# b']],
    ['/* a */ b /**/ c', ['/* a */', '/**/']],
    ['/* a\n * b */', ['/* a\n * b */']],
    ['/* /* */ a */', ['/* /* */']],
    ['/*/ a */', ['/*/ a */']],
    ['a /* b // c */ d', ['/* b // c */']],
    ['"// a" \'# b\'', []],
  ])('of %j', (source, expected) => {
    expect(comments(source)).toEqual(expected);
  });

  test('know their places', () => {
    expect(tokenize('a /* b */').comments).toEqual([{ start: 2, end: 9, text: '/* b */' }]);
  });

  test.each(['a <|/*|> b', 'a <|/*|>', '<|/*|>/', 'a <|/*|> b *'])('%j lacks its end', (text) => {
    expectSyntax(text, { code: 'unterminated-comment', message: 'this comment has no closing `*/`' });
  });
});

describe('strings', () => {
  test.each([
    [`"a"'b'`, ['"a"', "'b'"]],
    [String.raw`"\"" "\\" "a\"b"`, [String.raw`"\""`, String.raw`"\\"`, String.raw`"a\"b"`]],
    [String.raw`'it''s' '\'' ''`, [`'it''s'`, String.raw`'\''`, "''"]],
    [`"it's" '"'`, [`"it's"`, `'"'`]],
    [`"é😀\ud800"`, [`"é😀\ud800"`]],
  ])('of %s', (source, expected) => {
    const { tokens, diagnostics } = tokenize(source);
    expect(diagnostics).toEqual([]);
    expect(tokens.map(({ image }) => image)).toEqual(expected);
  });

  test.each([
    ['metric <|"v1|>', 'metric "v1"'],
    ['metric <|"v1|>\nrequests', 'metric "v1"\nrequests'],
    ["metric <|'v1|>", "metric 'v1'"],
    ["metric <|'v1''|>", "metric 'v1'''"],
    [String.raw`metric <|"v1\"|>`, String.raw`metric "v1\""`],
    [String.raw`metric <|"v1\|>`, String.raw`metric "v1\\"`],
    [String.raw`metric <|"v1\\|>`, String.raw`metric "v1\\"`],
    ['metric <|"|>', 'metric ""'],
  ])('%j lacks its end, and nothing else is said of it', (text, fixed) => {
    expectSyntax(text, { code: 'unterminated-string', fixed: [fixed] });
  });

  test('end with their line, so that the next one is read', () => {
    expectSyntax(
      'result = <|"v1;|>\nlet a = <|;|> a',
      { code: 'unterminated-string', message: 'this string has no closing `"` on its line' },
      { code: 'syntax-error', message: 'expected an operand, found `;`' },
    );
  });
});

describe('characters that begin nothing', () => {
  test.each([
    ['<|£|> 1', '`£`'],
    ['a <|é|>', '`é`'],
    ['a <|😀|>', '`😀`'],
    ['a <|@@@|>', '`@`'],
    ['a <|`|>', '```'],
    ['a <|“|>', '`“`'],
    ['a <|\0|>', 'U+0000'],
    ['a <|\u001b|>', 'U+001B'],
    ['a <|\u200b|>', 'U+200B'],
    ['a <|\ud800|>', 'U+D800'],
    ['a <|\u{e0001}|>', 'U+E0001'],
  ])('in %j', (text, name) => {
    expectSyntax(text, {
      code: 'bad-character',
      message: `unexpected character ${name}: put text in quotes, or remove it`,
    });
  });

  test('a run of them is reported once', () => {
    expectSyntax(`a <|${'£'.repeat(1000)}|>`, { code: 'bad-character' });
  });

  test('a quote escaped for JSON is named as such', () => {
    expectSyntax(String.raw`metric <|\|>"v1\" \"requests\"`, {
      code: 'bad-character',
      message:
        'unexpected `\\` outside of a string: if the text was pasted from JSON, write its quotes as `"` instead of `\\"`',
      fixed: ['metric "v1" "requests"'],
    });
  });
});

describe('numbers that touch other text', () => {
  test.each([
    ['a * <|10min|>', '`10min` is no number: minutes are written `10m`'],
    ['a > <|1e-3s|>', '`1e-3s` is no number: a duration has no exponent'],
    [
      'a * <|1.2.3|>',
      '`1.2.3` is no number: a number carries at most one unit such as `%`, `ms`, `5m`, `KiB`',
    ],
    [
      `a * <|1${'x'.repeat(100)}|>`,
      `\`1${'x'.repeat(59)}…\` is no number: a number carries at most one unit such as \`%\`, \`ms\`, \`5m\`, \`KiB\``,
    ],
  ])('%j', (text, message) => {
    expectSyntax(text, { code: 'bad-number', message });
  });
});
