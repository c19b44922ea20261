import { charactersIn } from '../../../condition/automata/alphabet.js';
import { parseRegex } from '../../../condition/parse-regex.js';
import { charactersOf } from '../../../condition/regex-characters.js';
import { withoutAnchors } from '../../../condition/regex-ends.js';
import type { RegexCharacter, RegexTree } from '../../../condition/regex-tree.js';
import { choice, sequence, type Regex } from './syntax.js';

/**
 * What a pattern that RE2 accepts matches as a whole, as far as values of tab and printable ASCII go.
 * @param ignoreCase as if it stood in `(?i:…)`
 * @returns null where an assertion other than an anchor at an end is in it
 */
export function patternRegex(pattern: string, ignoreCase: boolean): Regex | null {
  const tree = withoutAnchors(parseRegex(pattern, ignoreCase));
  return tree && regexOf(tree);
}

function regexOf(tree: RegexTree): Regex | null {
  switch (tree.kind) {
    case 'character':
      return characters(tree);
    case 'assertion':
      return null;
    case 'sequence': {
      const items = regexesOf(tree.parts);
      return items && sequence(items);
    }
    case 'choice': {
      const options = regexesOf(tree.of);
      return options && choice(options);
    }
    case 'repeat': {
      const body = regexOf(tree.of);
      return body && { kind: 'repeat', body, least: tree.min, most: tree.max };
    }
  }
}

function regexesOf(trees: readonly RegexTree[]): readonly Regex[] | null {
  const regexes = trees.map(regexOf);
  const found = regexes.filter((regex) => regex !== null);
  return found.length === regexes.length ? found : null;
}

function characters(tree: RegexCharacter): Regex {
  const codes = [...charactersOf(tree)].map((character) => character.charCodeAt(0));
  return { kind: 'characters', characters: charactersIn(codes.map((code) => [code, code])) };
}
