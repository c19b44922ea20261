import { quoteRegex } from '../../condition/regex-text.js';
import {
  ANY_CHARACTER,
  charactersOf,
  complementOf,
  ignoringCase,
  onlyCharacter,
  sameSet,
  type CharSet,
} from './char-set.js';
import { isEmpty, isNever, type OneOf, type Repeat, type Tree } from './regex-tree.js';

/** A language as an expression in RE2's syntax that is meant to match whole texts. */
export function printRegex(tree: Tree): string {
  switch (tree.kind) {
    case 'set':
      return printSet(tree.set);
    case 'sequence':
      return printSequence(tree.parts);
    case 'choice':
      return printChoice(tree.options);
    case 'repeat':
      return printRepeat(tree);
  }
}

function printSequence(parts: readonly Tree[]): string {
  let text = '';
  for (let at = 0; at < parts.length;) {
    const word = caselessWord(parts, at);
    const [part] = parts.slice(at);
    if (word.letters >= FEWEST_CASELESS) {
      text += `(?i:${quoteRegex(word.text)})`;
      at += word.text.length;
    } else {
      if (part !== undefined) text += part.kind === 'choice' ? grouped(part) : printRegex(part);
      at += 1;
    }
  }
  return text;
}

/** From so many letters on `(?i:abc)` is shorter than `[aA][bB][cC]`. */
const FEWEST_CASELESS = 2;

/** The longest run of parts that one word in either case stands for, from a place on. */
function caselessWord(parts: readonly Tree[], from: number): { text: string; letters: number } {
  let text = '';
  let letters = 0;
  let ending = 0;
  for (const part of parts.slice(from)) {
    const character = part.kind === 'set' ? caseless(part) : null;
    if (character === null) break;
    text += character;
    if (/[a-z]/.test(character)) {
      letters += 1;
      ending = text.length;
    } else if (letters === 0) {
      break;
    }
  }
  return { text: text.slice(0, ending), letters };
}

/** The character that a set stands for where case is ignored: a letter in lower case, or an ASCII character without case. */
function caseless({ set }: OneOf): string | null {
  const only = onlyCharacter(set);
  if (only !== null) return /^[\x20-\x40[-`{-~]$/.test(only) ? only : null;
  const [, last = set[0]] = set;
  const letter = last === undefined ? '' : String.fromCodePoint(last[0]);
  return /^[a-z]$/.test(letter) && sameSet(set, ignoringCase(charactersOf(letter))) ? letter : null;
}

function printChoice(options: readonly Tree[]): string {
  if (options.length === 0) return NOTHING;
  const texts = options.filter((option) => !isEmpty(option)).map(printRegex);
  if (texts.length === options.length) return texts.join('|');
  return texts.length === 0 ? '' : `(?:${texts.join('|')})?`;
}

/** What no text matches: its start behind a character. */
const NOTHING = '.^';

function printRepeat({ body, min, max }: Repeat<OneOf>): string {
  const text = body.kind === 'set' ? printRegex(body) : grouped(body);
  if (min === 0 && max === null) return `${text}*`;
  if (min === 1 && max === null) return `${text}+`;
  if (min === 0 && max === 1) return `${text}?`;
  if (max === null) return `${text}{${min},}`;
  return min === max ? `${text}{${min}}` : `${text}{${min},${max}}`;
}

function grouped(tree: Tree): string {
  return `(?:${isNever(tree) ? NOTHING : printRegex(tree)})`;
}

function printSet(set: CharSet): string {
  const only = onlyCharacter(set);
  if (only !== null) return isVisible(only) ? quoteRegex(only) : escaped(only);
  if (sameSet(set, ANY_CHARACTER)) return '.';
  const outside = complementOf(set);
  return outside.length < set.length ? `[^${printRanges(outside)}]` : `[${printRanges(set)}]`;
}

function printRanges(set: CharSet): string {
  return set
    .map(([first, last]) => {
      if (first === last) return printMember(first);
      return `${printMember(first)}${last === first + 1 ? '' : '-'}${printMember(last)}`;
    })
    .join('');
}

function printMember(code: number): string {
  const character = String.fromCodePoint(code);
  if (!isVisible(character)) return escaped(character);
  return /[\\\]^[-]/.test(character) ? `\\${character}` : character;
}

/**
 * What is not ASCII is always written as it is: Envoy reads expressions byte by byte, so that the escape of one character would be
 * another byte to it.
 */
function isVisible(character: string): boolean {
  return /^[^\x00-\x1f\x7f]$/u.test(character);
}

function escaped(character: string): string {
  return `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}
