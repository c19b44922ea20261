import type { Literal } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { lowerCase } from '../../condition/request.js';
import { parseRegex } from '../../condition/parse-regex.js';
import { mapCharacters, PLAIN_CHARACTERS } from '../../condition/regex-characters.js';
import {
  endingIn,
  mayEndIn,
  notEndingIn,
  reversed,
  without,
  withoutAnchors,
} from '../../condition/regex-ends.js';
import { choice, isNever, literalTree, sequence, type RegexTree } from '../../condition/regex-tree.js';
import { ALWAYS, IMPOSSIBLE, isObstacle, onHeader, type Alternatives, type Obstacle } from './fragment.js';
import { beyondBytes, treeRegex } from './matchers.js';
import type { EnvoyOptions } from './options.js';
import type { StringMatcher } from './route-config.js';
import { inTheWay } from './value-tree.js';

const PORT = parseRegex('(?::[0-9]*)?', false);
const DOT = literalTree('.');
const PERHAPS_DOT = parseRegex(String.raw`\.?`, false);

/**
 * Of the host in lower case, without its port and the dot at its end, by tests of the header `:authority`, which holds all of
 * those as sent.
 */
export function hostLiteral(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  if (literal.op === 'present') return literal.negated ? IMPOSSIBLE : ALWAYS;
  const matcher = simpleMatcher(literal) ?? regexMatcher(literal, options);
  if (matcher === 'never') return literal.negated ? ALWAYS : IMPOSSIBLE;
  if (isObstacle(matcher)) return matcher;
  return onHeader({
    name: ':authority',
    string_match: matcher,
    ...(literal.negated && { invert_match: true }),
  });
}

/** Where a text cannot lie in the port, nor depend on the dot, a test of the whole is one of the host. */
function simpleMatcher(literal: Literal): StringMatcher | null {
  if (literal.op !== 'prefix' && literal.op !== 'contains') return null;
  const { value } = literal;
  if (!/^[^[\]:]*[^[\]:.]$/.test(value) || value !== lowerCase(value)) return null;
  if (literal.op === 'prefix') return { prefix: value, ignore_case: true };
  return /^\d*$/.test(value) ? null : { contains: value, ignore_case: true };
}

function regexMatcher(literal: Literal, options: EnvoyOptions): StringMatcher | Obstacle | 'never' {
  const misread = beyondBytes(literal);
  if (misread !== null) return misread;
  const tree = withoutAnchors(comparisonTree(literal));
  const sent = tree && asSent(tree);
  if (sent === null) return inTheWay(literal);
  if (isNever(sent)) return 'never';
  const regex = treeRegex(sent, options);
  return isObstacle(regex) ? regex : { safe_regex: regex };
}

/** What matches the hosts as sent that come down to those which the tree matches. */
function asSent(tree: RegexTree): RegexTree | null {
  const inAnyCase = mapCharacters(tree, (characters) => {
    return new Set([...PLAIN_CHARACTERS].filter((character) => characters.has(lowerCase(character))));
  });
  const name = withDot(mapCharacters(inAnyCase, without(':')));
  const address = inBrackets(inAnyCase);
  return name === null || address === null
    ? null
    : sequence(choice(name, sequence(address, PERHAPS_DOT)), PORT);
}

/** One dot at the end is no part of a name, so that a name which ends with a dot was sent with another behind it. */
function withDot(name: RegexTree): RegexTree | null {
  if (!mayEndIn(name, '.')) return sequence(name, PERHAPS_DOT);
  const bare = notEndingIn(name, '.');
  return bare && choice(bare, sequence(name, DOT));
}

/** What of a tree is the address of an IPv6 host, in which colons are no port's. */
function inBrackets(tree: RegexTree): RegexTree | null {
  const only = (wanted: string) => (characters: ReadonlySet<string>) => {
    return new Set(characters.has(wanted) ? [wanted] : []);
  };
  const opened = endingIn(reversed(tree), only('['), (characters) => characters);
  return opened && endingIn(reversed(opened), only(']'), without(']'));
}
