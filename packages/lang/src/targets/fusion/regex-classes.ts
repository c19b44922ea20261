import { codePointOf, complementOf, ignoringCase, unionOf, type CharSet } from './char-set.js';

const DIGITS: CharSet = [[48, 57]];
const UPPER: CharSet = [[65, 90]];
const LOWER: CharSet = [[97, 122]];
const LETTERS = unionOf([...UPPER, ...LOWER]);
const WORDS = unionOf([...LETTERS, ...DIGITS, [95, 95]]);
const SPACES: CharSet = [
  [9, 9],
  [12, 13],
  [32, 32],
];
const PUNCTUATION = unionOf([
  [33, 47],
  [58, 64],
  [91, 96],
  [123, 126],
]);

/** The classes that have a letter after a backslash. */
export const CLASSES: ReadonlyMap<string, CharSet> = new Map([
  ['d', DIGITS],
  ['D', complementOf(DIGITS)],
  ['w', WORDS],
  ['W', complementOf(WORDS)],
  ['s', SPACES],
  ['S', complementOf(SPACES)],
]);

/** Those that have a name between `[:` and `:]`. */
const NAMED_CLASSES: ReadonlyMap<string, CharSet> = new Map([
  ['alnum', unionOf([...LETTERS, ...DIGITS])],
  ['alpha', LETTERS],
  ['ascii', unionOf([[0, 127]])],
  [
    'blank',
    unionOf([
      [9, 9],
      [32, 32],
    ]),
  ],
  [
    'cntrl',
    unionOf([
      [0, 31],
      [127, 127],
    ]),
  ],
  ['digit', DIGITS],
  ['graph', unionOf([[33, 126]])],
  ['lower', LOWER],
  ['print', unionOf([[32, 126]])],
  ['punct', PUNCTUATION],
  [
    'space',
    unionOf([
      [9, 13],
      [32, 32],
    ]),
  ],
  ['upper', UPPER],
  ['word', WORDS],
  ['xdigit', unionOf([...DIGITS, [65, 70], [97, 102]])],
]);

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** The character that an escape stands for, from behind its backslash on; null where it stands for no single one. */
export function readEscape(text: string, from: number): { character: string; next: number } | null {
  const pattern = /x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\}|([afnrtv])|([!-/:-@[-`{-~])/y;
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (found === null) return null;
  const [, two, several, control, punctuation = ''] = found;
  const digits = two ?? several;
  const next = pattern.lastIndex;
  if (digits !== undefined) {
    const code = Number.parseInt(digits, 16);
    return code > 0x10ffff ? null : { character: String.fromCodePoint(code), next };
  }
  return { character: control === undefined ? punctuation : (CONTROLS.get(control) ?? ''), next };
}

/** A class between brackets, from behind the opening one on; null where it holds what is not known here. */
export function readClass(
  text: string,
  from: number,
  ignoreCase: boolean,
): { set: CharSet; next: number } | null {
  let at = from;
  const isNegated = text.startsWith('^', at);
  if (isNegated) at += 1;
  const ranges: (readonly [number, number])[] = [];
  for (let isFirst = true; isFirst || !text.startsWith(']', at); isFirst = false) {
    const named = classAt(text, at);
    if (named !== null) {
      ranges.push(...named.set);
      at = named.next;
      continue;
    }
    const first = memberAt(text, at);
    if (first === null) return null;
    at = first.next;
    const isRange = text.startsWith('-', at) && at + 1 < text.length && !text.startsWith('-]', at);
    const last = isRange ? memberAt(text, at + 1) : first;
    if (last === null) return null;
    at = last.next;
    ranges.push([codePointOf(first.character), codePointOf(last.character)]);
  }
  const set = ignoreCase ? ignoringCase(unionOf(ranges)) : unionOf(ranges);
  return { set: isNegated ? complementOf(set) : set, next: at + 1 };
}

function classAt(text: string, at: number): { set: CharSet; next: number } | null {
  const pattern = /\[:(\^?)([a-z]+):\]|\\([dDwWsS])/y;
  pattern.lastIndex = at;
  const [, negated, name, letter] = pattern.exec(text) ?? [];
  const set = letter === undefined ? NAMED_CLASSES.get(name ?? '') : CLASSES.get(letter);
  if (set === undefined) return null;
  return { set: negated === '^' ? complementOf(set) : set, next: pattern.lastIndex };
}

function memberAt(text: string, at: number): { character: string; next: number } | null {
  if (text.startsWith('\\', at)) return readEscape(text, at + 1);
  const code = text.codePointAt(at);
  if (code === undefined) return null;
  const character = String.fromCodePoint(code);
  return { character, next: at + character.length };
}
