import { charactersOf } from './regex-characters.js';
import { quantifier } from './regex-text.js';
import type { RegexCharacter, RegexTree } from './regex-tree.js';

const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));

/** Its text in RE2's syntax; something that matches nothing has none and must not be asked for one. */
export function printRegex(tree: RegexTree): string {
  const characters = charactersIn(tree);
  const folded = characters.some(({ ignoreCase }) => ignoreCase) && characters.every(ignoresCase);
  const text = print(tree, 'choice', folded);
  return folded ? `(?i:${text})` : text;
}

/** Where a part stands, which decides whether it needs parentheses. */
type Place = 'choice' | 'sequence' | 'repeat';

function print(tree: RegexTree, place: Place, folded: boolean): string {
  switch (tree.kind) {
    case 'character':
      return !folded && tree.ignoreCase ? caseless(tree, place) : tree.text;
    case 'assertion':
      return tree.text;
    case 'sequence': {
      const text = tree.parts.map((part) => print(part, 'sequence', folded)).join('');
      return place === 'repeat' ? `(?:${text})` : text;
    }
    case 'choice': {
      const text = tree.of.map((each) => print(each, 'choice', folded)).join('|');
      return place === 'choice' && tree.of.length > 0 ? text : `(?:${text})`;
    }
    case 'repeat': {
      const text = `${print(tree.of, 'repeat', folded)}${quantifier(tree.min, tree.max)}`;
      return place === 'repeat' ? `(?:${text})` : text;
    }
  }
}

function caseless({ text }: RegexCharacter, place: Place): string {
  const isLetter = /^[A-Za-z]$/.test(text);
  if (isLetter) return `[${text.toLowerCase()}${text.toUpperCase()}]`;
  return text.length === 1 ? text : place === 'repeat' ? `(?:(?i:${text}))` : `(?i:${text})`;
}

/** True where it would match the same in `(?i:…)`. */
function ignoresCase(character: RegexCharacter): boolean {
  if (character.ignoreCase) return true;
  const characters = charactersOf(character);
  return LETTERS.every((letter) => characters.has(letter) === characters.has(letter.toUpperCase()));
}

function charactersIn(tree: RegexTree): readonly RegexCharacter[] {
  switch (tree.kind) {
    case 'character':
      return [tree];
    case 'assertion':
      return [];
    case 'sequence':
      return tree.parts.flatMap(charactersIn);
    case 'choice':
      return tree.of.flatMap(charactersIn);
    case 'repeat':
      return charactersIn(tree.of);
  }
}
