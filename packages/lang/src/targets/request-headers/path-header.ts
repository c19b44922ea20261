import { textTree } from '../fusion/atom-language.js';
import { ANY_CHARACTER, charactersOf, complementOf } from '../fusion/char-set.js';
import { anyOf, isNullable, oneOf, optional, sequence, type Tree } from '../fusion/regex-tree.js';
import { free, terminated } from './terminated.js';

/** What `:path` is, query included, for a path out of a language. */
export function pathHeader(paths: Tree): Tree {
  return terminated(free(paths, '?'), '?');
}

/**
 * What `:path` is where a query parameter has one of these values. The name is there once, as in every plain request; without
 * an equals sign its value is empty.
 */
export function queryHeader(name: string, values: Tree): Tree {
  const path = anyOf(complementOf(charactersOf('?')));
  const others = optional(sequence(anyOf(ANY_CHARACTER), oneOf(charactersOf('&'))));
  const assigned = sequence(oneOf(charactersOf('=')), free(values, '&'));
  const parameter = isNullable(values) ? optional(assigned) : assigned;
  return sequence(path, oneOf(charactersOf('?')), others, textTree(name, false), terminated(parameter, '&'));
}
