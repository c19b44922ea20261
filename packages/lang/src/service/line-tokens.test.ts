import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { lexeme } from '../syntax/lexer/lexeme.js';
import { tokenize } from '../syntax/lexer/tokenize.js';
import { arbitraryCondition } from '../testing/arbitrary-condition.js';
import { arbitrarySource } from '../testing/arbitrary-source.js';
import { FIRST_LINE, lineTokens } from './line-tokens.js';

/** Where each line begins. */
function lines(source: string): readonly (readonly [line: string, start: number])[] {
  const starts = [0, ...[...source.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length)];
  return starts.map((start) => [/^[^\n\r]*/.exec(source.slice(start))?.[0] ?? '', start]);
}

function byLine(source: string): readonly string[] {
  let state = FIRST_LINE;
  return lines(source).flatMap(([line, start]) => {
    const found = lineTokens(line, state);
    state = found.state;
    return found.tokens
      .filter(({ kind }) => kind !== 'comment')
      .map(
        (token) =>
          `${token.kind} ${token.start + start} ${source.slice(token.start + start, token.end + start)}`,
      );
  });
}

const atOnce = (source: string): readonly string[] =>
  tokenize(source)
    .tokens.map(lexeme)
    .map(({ kind, start, text }) => `${kind} ${start} ${text}`);

test.each([
  'let a = 1; /* one\ntwo */ let b = 2; // three\nb',
  'header\nX exact\nvalue and\n<raw acl>',
  'host exact /*a\nand host present) and (method in (a,\nb) or path\nprefix /*c',
  'path\nunder\n/a and metric\npath > 1',
])('are those of the whole text: %j', (source) => {
  expect(byLine(source)).toEqual(atOnce(source));
});

test('comments are told as such, on each of their lines', () => {
  const first = lineTokens('a /* b', FIRST_LINE);
  expect(first.tokens).toEqual([
    { kind: 'name', start: 0, end: 1 },
    { kind: 'comment', start: 2, end: 6 },
  ]);
  const second = lineTokens('c */ d // e', first.state);
  expect(second.tokens).toEqual([
    { kind: 'comment', start: 0, end: 4 },
    { kind: 'name', start: 5, end: 6 },
    { kind: 'comment', start: 7, end: 11 },
  ]);
});

test('are those of any text but where a raw ACL, or a word and the number that it stands before, is on several lines', () => {
  const source = fc
    .oneof(arbitrarySource, arbitraryCondition)
    .filter((text) => !/<[^>]*[\n\r]|\b(?:over|offset)\b(?![ \t]*\d)/i.test(text));
  fc.assert(
    fc.property(source, (text) => {
      expect(byLine(text)).toEqual(atOnce(text));
    }),
    { seed: runSeed() },
  );
});
