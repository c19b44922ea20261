import { ALL_CHARACTERS, codesOf, type Characters } from '../../../condition/automata/alphabet.js';
import { quantifier } from '../../../condition/regex-text.js';

/**
 * A regular expression in the part of the syntax that RE2 and PCRE2 read alike, apart from what PCRE2 shall not go back into. Other
 * than in a `RegexTree`, characters are sets, so that they can be joined and split, and none is written as the user wrote it.
 */
export type Regex =
  | { readonly kind: 'characters'; readonly characters: Characters }
  | { readonly kind: 'sequence'; readonly items: readonly Regex[] }
  | { readonly kind: 'choice'; readonly options: readonly Regex[] }
  | Repeat
  /** Anything and then the body, as little of both as there is, taken once and for all. */
  | { readonly kind: 'until'; readonly body: Regex };

export interface Repeat {
  readonly kind: 'repeat';
  readonly body: Regex;
  readonly least: number;
  /** Null for any number. */
  readonly most: number | null;
}

export const ANYTHING: Regex = {
  kind: 'repeat',
  body: { kind: 'characters', characters: ALL_CHARACTERS },
  least: 0,
  most: null,
};

export function isAnything(regex: Regex | undefined): boolean {
  return regex !== undefined && printRegex(regex) === '.*';
}

export const EMPTY: Regex = { kind: 'sequence', items: [] };

/** A choice of these, with sets of characters made one, and no option twice. */
export function choice(options: readonly Regex[]): Regex {
  const flat = options.flatMap((option) => (option.kind === 'choice' ? option.options : [option]));
  const sets = flat.flatMap((option) => (option.kind === 'characters' ? [option.characters] : []));
  const others = new Map(
    flat.filter(({ kind }) => kind !== 'characters').map((option) => [printRegex(option), option]),
  );
  const characters = sets.reduce((all, set) => all | set, 0n);
  const merged: readonly Regex[] = sets.length === 0 ? [] : [{ kind: 'characters', characters }];
  const all = [...merged, ...others.values()];
  const [only] = all;
  return only !== undefined && all.length === 1 ? only : { kind: 'choice', options: all };
}

export function sequence(items: readonly Regex[]): Regex {
  const flat = items.flatMap((item) => (item.kind === 'sequence' ? item.items : [item]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { kind: 'sequence', items: flat };
}

/**
 * A loop of more than single characters: it is written possessive, because PCRE2's just-in-time code keeps a place to come
 * back to for each turn of any other, and says "no match" once its 32 KiB are full, after some thousand turns.
 */
export function isGroupLoop(regex: Regex): regex is Repeat {
  return regex.kind === 'repeat' && regex.most === null && regex.body.kind !== 'characters';
}

/** Expressions are made of parts that are printed again and again. */
const texts = new WeakMap<Regex, string>();

/** The text, without anchors. */
export function printRegex(regex: Regex): string {
  const known = texts.get(regex);
  if (known !== undefined) return known;
  const text = print(regex);
  texts.set(regex, text);
  return text;
}

function print(regex: Regex): string {
  switch (regex.kind) {
    case 'characters':
      return printCharacters(regex.characters);
    case 'sequence':
      return regex.items.map((item) => (item.kind === 'choice' ? grouped(item) : printRegex(item))).join('');
    case 'choice':
      return regex.options.map(printRegex).join('|');
    case 'until':
      return `(?>.*?${regex.body.kind === 'choice' ? grouped(regex.body) : printRegex(regex.body)})`;
    case 'repeat': {
      const { body } = regex;
      const text = body.kind === 'characters' ? printRegex(body) : grouped(body);
      return `${text}${quantifier(regex.least, regex.most)}${isGroupLoop(regex) ? '+' : ''}`;
    }
  }
}

function grouped(regex: Regex): string {
  return `(?:${printRegex(regex)})`;
}

/** More characters than that are written as what is missing: then they also stand for what lies outside ASCII. */
const MANY = 64;

function printCharacters(characters: Characters): string {
  const codes = codesOf(characters);
  const [only] = codes;
  if (characters === ALL_CHARACTERS) return '.';
  if (only === undefined) return String.raw`[^\x00-\xff]`;
  if (codes.length === 1) return printCode(only);
  return codes.length > MANY
    ? `[^${printCodes(codesOf(ALL_CHARACTERS & ~characters))}]`
    : `[${printCodes(codes)}]`;
}

/** Codes in a class, three or more in a row as a range. */
function printCodes(codes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < codes.length;) {
    let end = at;
    while (codes[end + 1] === (codes[end] ?? 0) + 1) end += 1;
    const [first, last] = [printCode(codes[at] ?? 0), printCode(codes[end] ?? 0)];
    text += end - at >= 2 ? `${first}-${last}` : first;
    at = end - at >= 2 ? end + 1 : at + 1;
  }
  return text;
}

/** Letters, digits and a few harmless signs stand for themselves everywhere; all others are written by their codes. */
function printCode(code: number): string {
  const character = String.fromCharCode(code);
  if (/[A-Za-z0-9 _/:;,=@!&~<>"]/.test(character)) return character;
  return code === 9 ? String.raw`\t` : printOther(code, character);
}

function printOther(code: number, character: string): string {
  if (/[\\^$.|?*+()[\]{}-]/.test(character)) return `\\${character}`;
  return String.raw`\x${code.toString(16).padStart(2, '0')}`;
}
