import { charactersOf, complementOf, loweredInto, unionOf, type CharSet } from '../fusion/char-set.js';
import {
  after,
  anyOf,
  choice,
  madeOf,
  mapSets,
  oneOf,
  optional,
  sequence,
  type Tree,
} from '../fusion/regex-tree.js';
import { before, endingOutside } from '../fusion/text-ends.js';

const OPENING = charactersOf('[');
const CLOSING = charactersOf(']');
const DOT = charactersOf('.');
const DIGITS: CharSet = [[48, 57]];
/** What addresses in brackets are made of. */
const ADDRESS = unionOf([...DIGITS, ...charactersOf('abcdef:.')]);
const NAME = complementOf(charactersOf(':[]'));

/**
 * What `:authority` is for a host out of a language whose texts are in lower case: in either case, with a port or without, and a
 * name with or without a dot at its end.
 */
export function authorityHeader(hosts: Tree): Tree {
  const names = endingOutside(madeOf(hosts, NAME), DOT);
  const addresses = madeOf(before(after(hosts, OPENING), CLOSING), ADDRESS);
  const host = choice(
    sequence(mapSets(names, loweredInto), optional(oneOf(DOT))),
    sequence(oneOf(OPENING), mapSets(addresses, loweredInto), oneOf(CLOSING)),
  );
  const port = sequence(oneOf(charactersOf(':')), anyOf(DIGITS));
  return sequence(host, optional(port));
}
