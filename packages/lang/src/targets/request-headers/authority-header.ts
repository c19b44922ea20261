import { lowerCase } from '../../condition/request.js';
import { mapCharacters, PLAIN_CHARACTERS } from '../../condition/regex-characters.js';
import { endingIn, mayEndIn, notEndingIn, reversed, without } from '../../condition/regex-ends.js';
import { choice, literalTree, sequence, type RegexTree } from '../../condition/regex-tree.js';
import { anyOf, optional } from './terminated.js';

const PORT = optional(sequence(literalTree(':'), anyOf('0123456789')));
const PERHAPS_DOT = optional(literalTree('.'));

/**
 * What `:authority` is for a host out of a language whose texts are in lower case: in either case, with a port or without, and a
 * name with or without a dot at its end. Null where a word boundary is in the way.
 */
export function authorityHeader(hosts: RegexTree): RegexTree | null {
  const sent = mapCharacters(hosts, inEitherCase);
  const name = withDot(mapCharacters(sent, without(':')));
  const address = inBrackets(sent);
  if (name === null || address === null) return null;
  return sequence(choice(name, sequence(address, PERHAPS_DOT)), PORT);
}

/** One dot at the end is no part of a name: one that ends with a dot was sent with another behind it. */
function withDot(name: RegexTree): RegexTree | null {
  if (!mayEndIn(name, '.')) return sequence(name, PERHAPS_DOT);
  const bare = notEndingIn(name, '.');
  return bare && choice(bare, sequence(name, literalTree('.')));
}

/** What comes down to the characters in lower case. */
function inEitherCase(characters: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...PLAIN_CHARACTERS].filter((character) => characters.has(lowerCase(character))));
}

/** What of a language is the address of an IPv6 host, in which colons are no port's. */
function inBrackets(sent: RegexTree): RegexTree | null {
  const opened = endingIn(reversed(sent), only('['), (characters) => characters);
  return opened && endingIn(reversed(opened), only(']'), without(']'));
}

function only(wanted: string) {
  return (characters: ReadonlySet<string>): ReadonlySet<string> =>
    new Set(characters.has(wanted) ? [wanted] : []);
}
