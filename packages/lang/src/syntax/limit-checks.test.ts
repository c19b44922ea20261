import { describe, expect, test } from '@jest/globals';
import type { DiagnosticCode } from '../diagnostics/codes.js';
import { LIMITS } from './limits.js';
import { parse } from './parse.js';

const codes = (source: string): readonly DiagnosticCode[] =>
  parse(source).diagnostics.map(({ code }) => code);

/** Each at its limit, and one above it. */
describe.each<[string, DiagnosticCode, (count: number) => string, number]>([
  ['the source in ASCII', 'source-too-long', (count) => `a //${'x'.repeat(count - 4)}`, LIMITS.sourceBytes],
  [
    'the source in wide letters',
    'source-too-long',
    (count) => `a //${'é'.repeat(count / 2 - 2)}`,
    LIMITS.sourceBytes,
  ],
  [
    'tokens',
    'too-many-tokens',
    (count) => `max(${'a,'.repeat((count - 4) / 2)}${count % 2 === 0 ? 'a' : '-a'})`,
    LIMITS.tokens,
  ],
  ['parentheses', 'too-deep', (count) => `${'('.repeat(count)}a${')'.repeat(count)}`, LIMITS.depth],
  ['parentheses that nothing closes', 'too-deep', (count) => '('.repeat(count), LIMITS.depth],
  ['braces that nothing closes', 'too-deep', (count) => '{'.repeat(count), LIMITS.depth],
  ['minus signs', 'too-deep', (count) => `${'-'.repeat(count - 1)}a`, LIMITS.depth],
  ['negations', 'too-deep', (count) => `${'!'.repeat(count - 1)}a`, LIMITS.depth],
  ['calls', 'too-deep', (count) => `${'f('.repeat(count - 1)}a${')'.repeat(count - 1)}`, LIMITS.depth],
  ['a chain of one operator', 'too-deep', (count) => `a${' + a'.repeat(count - 1)}`, LIMITS.depth],
  ['a chain of `or`', 'too-deep', (count) => `a${' or a'.repeat(count - 1)}`, LIMITS.depthWithChains],
  [
    'a text without quotes',
    'string-too-long',
    (count) => `path exact /${'x'.repeat(count - 1)}`,
    LIMITS.stringBytes,
  ],
  ['a string in ASCII', 'string-too-long', (count) => `"${'x'.repeat(count)}"`, LIMITS.stringBytes],
  [
    'a string in wide letters',
    'string-too-long',
    (count) => `"${'é'.repeat(Math.ceil(count / 2))}"`,
    LIMITS.stringBytes,
  ],
  ['a string of escapes', 'string-too-long', (count) => `"${'\\u{61}'.repeat(count)}"`, LIMITS.stringBytes],
])('%s', (_what, code, build, limit) => {
  test('at the limit are accepted', () => {
    expect(codes(build(limit))).not.toContain(code);
  });

  test('above it are refused', () => {
    expect(codes(build(limit + 1 + (code === 'source-too-long' ? 1 : 0)))).toContain(code);
  });
});

test('brackets that stand side by side are not deep', () => {
  expect(codes(`max(${'(a),'.repeat(200)}a)`)).toEqual([]);
  expect(codes('if (a) {} '.repeat(200))).toEqual([]);
});

test('branches of one `if` are not deep', () => {
  expect(codes(`if (a) {}${' else if (a) {}'.repeat(500)}`)).toEqual([]);
});

test('brackets that nothing opens are not deep either', () => {
  expect(codes(`${')'.repeat(200)}a`)).not.toContain('too-deep');
  expect(codes(`${'}'.repeat(200)}${'('.repeat(LIMITS.depth)}`)).not.toContain('too-deep');
});

test('a string that is not closed is not measured', () => {
  expect(codes(`"${'x'.repeat(10_000)}`)).toEqual(['unterminated-string']);
});

describe('what is refused', () => {
  test.each([
    '('.repeat(70),
    '-'.repeat(100) + 'a',
    '"' + 'x'.repeat(5000) + '"',
    'a '.repeat(10_001),
    ' '.repeat(70_000),
  ])('has an empty program', (source) => {
    expect(parse(source).program).toEqual({
      kind: 'Program',
      statements: [],
      value: null,
      start: 0,
      end: source.length,
    });
  });

  test('keeps what else was found, up to the limit on errors', () => {
    expect(codes(`£ ${'('.repeat(70)}`)).toEqual(['bad-character', 'too-deep']);
    const many = codes(`${'£ '.repeat(500)}${'('.repeat(70)}`);
    expect(many).toHaveLength(LIMITS.errors + 2);
    expect(many.slice(-2)).toEqual(['too-many-errors', 'too-deep']);
  });
});
