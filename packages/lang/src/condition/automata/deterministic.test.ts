import { expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import { ALL_CHARACTERS, codesOf } from './alphabet.js';
import { determine, type Deterministic } from './deterministic.js';
import { regexAcceptor } from './regex-acceptor.js';

const CODES = codesOf(ALL_CHARACTERS);

const PATTERNS = [
  '^.*(Chrome).*$',
  'a|ab|abc',
  String.raw`\bfoo\b.*\Bx`,
  '(?i)k+|S?',
  '^a|b$',
  'a^b',
  '(?m)x$|^$',
  '(a*)*b',
  String.raw`[\t -~]{2,3}`,
  '',
  String.raw`(?:[a-z]+\.)*example\.com`,
];

test.each(PATTERNS)('the automaton of `%s` accepts what re2js matches', (pattern) => {
  const automaton = determined(pattern);
  const regex = RE2JS.compile(pattern);
  const alphabet = ['a', 'b', 'x', 'k', 'S', 'foo', ' ', '.', 'Chrome', '\t', 'example.com', '~'];
  const pairs = alphabet.flatMap((first) => ['', ...alphabet].map((second) => first + second));
  const texts = ['', ...pairs, ...pairs.flatMap((pair) => alphabet.map((last) => pair + last))];
  const wrong = texts.filter((text) => accepts(automaton, text) !== regex.matches(text));
  expect(wrong).toEqual([]);
});

test('it is the least one', () => {
  expect(determined('^.*(Chrome).*$').states).toHaveLength(7);
  expect(determined('a*a*|(a|aa)*').states).toHaveLength(1);
});

test('a language without values of the alphabet has no states', () => {
  expect(determined('é').start).toBeNull();
  expect(determined(String.raw`a\bb`).start).toBeNull();
});

test('too many states are not made', () => {
  expect(determine(regexAcceptor('.*a.{12}', false), 500)).toBeNull();
});

function determined(pattern: string): Deterministic {
  const automaton = determine(regexAcceptor(pattern, false), 500);
  if (automaton === null) throw new Error('too many states');
  return automaton;
}

function accepts({ parts, states, start }: Deterministic, text: string): boolean {
  let state = start;
  for (const character of text) {
    const bit = CODES.indexOf(character.charCodeAt(0));
    const part = parts.findIndex((codes) => ((codes >> BigInt(bit)) & 1n) === 1n);
    state = state === null ? null : (states[state]?.next[part] ?? null);
  }
  return state !== null && (states[state]?.accepts ?? false);
}
