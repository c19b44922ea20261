import { RE2JS } from 're2js';
import { ALL_CHARACTERS, codesOf } from './automata/alphabet.js';
import { quoteRegex } from './regex-text.js';
import {
  character,
  choice,
  NEVER,
  repeat,
  sequence,
  type RegexCharacter,
  type RegexTree,
} from './regex-tree.js';

/** The characters that values of plain requests are made of where they are tested by regular expressions, in their order. */
const PLAIN: readonly string[] = codesOf(ALL_CHARACTERS).map((code) => String.fromCharCode(code));
export const PLAIN_CHARACTERS: ReadonlySet<string> = new Set(PLAIN);
const LETTER = /^[A-Za-z]$/;

/** The plain characters that it matches. */
export function charactersOf({ text, ignoreCase }: RegexCharacter): ReadonlySet<string> {
  if (text === '.') return new Set(PLAIN);
  if (/^\\[^\w\s]$/.test(text)) return new Set([text.charAt(1)]);
  if (text.length === 1) return new Set(ignoreCase ? [text.toLowerCase(), text.toUpperCase()] : [text]);
  const regex = RE2JS.compile(ignoreCase ? `(?i:${text})` : text);
  return new Set(PLAIN.filter((character) => regex.matches(character)));
}

/** The same tree with other characters at the places of characters. */
export function mapCharacters(
  tree: RegexTree,
  map: (characters: ReadonlySet<string>) => ReadonlySet<string>,
): RegexTree {
  switch (tree.kind) {
    case 'character': {
      const characters = charactersOf(tree);
      const mapped = map(characters);
      const same = mapped.size === characters.size && [...mapped].every((each) => characters.has(each));
      return same ? tree : characterTree(mapped);
    }
    case 'assertion':
      return tree;
    case 'sequence':
      return sequence(...tree.parts.map((part) => mapCharacters(part, map)));
    case 'choice':
      return choice(...tree.of.map((each) => mapCharacters(each, map)));
    case 'repeat':
      return repeat(mapCharacters(tree.of, map), tree.min, tree.max);
  }
}

/** One of the characters; a set that holds most of the plain ones is written by what it lacks. */
export function characterTree(characters: ReadonlySet<string>): RegexTree {
  const listed = PLAIN.filter((character) => characters.has(character));
  const [first, second] = listed;
  if (first === undefined) return NEVER;
  if (second === undefined) return character(quoteRegex(first), false);
  if (listed.length === 2 && LETTER.test(first) && second === first.toLowerCase())
    return character(second, true);
  const lacking = PLAIN.filter((character) => !characters.has(character));
  const text =
    lacking.length === 0
      ? '.'
      : lacking.length < listed.length
        ? `[^${rangesText(lacking)}]`
        : `[${rangesText(listed)}]`;
  return character(text, false);
}

function rangesText(characters: readonly string[]): string {
  const ranges: { first: string; last: string }[] = [];
  for (const character of characters) {
    const range = ranges.at(-1);
    if (range !== undefined && character.charCodeAt(0) === range.last.charCodeAt(0) + 1)
      range.last = character;
    else ranges.push({ first: character, last: character });
  }
  return ranges
    .map(({ first, last }) => {
      const width = last.charCodeAt(0) - first.charCodeAt(0);
      const [from, to] = [classText(first), classText(last)];
      return width === 0 ? from : width === 1 ? from + to : `${from}-${to}`;
    })
    .join('');
}

function classText(character: string): string {
  return character === '\t' ? String.raw`\t` : character.replace(/[\\\]^[-]/, String.raw`\$&`);
}
