import { characterTree } from '../../condition/regex-characters.js';
import { matchesEmpty } from '../../condition/regex-ends.js';
import { ANYTHING, literalTree, sequence, type RegexTree } from '../../condition/regex-tree.js';
import { free, noneOf, openingOf, optional, terminated } from './terminated.js';

/** What `:path` is, query included, for a path out of a language. */
export function pathHeader(paths: RegexTree): RegexTree {
  return terminated(free(paths, '?'), '?');
}

const BEFORE = sequence(noneOf('?'), literalTree('?'), optional(sequence(ANYTHING, literalTree('&'))));

const ASSIGNED_OR_NEXT = characterTree(new Set('=&'));

/**
 * What `:path` is where a query parameter has one of these values. The name is there once, as in every plain request; without
 * an equals sign its value is empty. Null where it depends on a word boundary whether a value may be empty.
 */
export function queryHeader(name: string, values: RegexTree): RegexTree | null {
  const isOptional = matchesEmpty(values);
  if (isOptional === null) return null;
  const own = free(values, '&');
  // What may be empty and go on with anything is anything.
  if (isOptional && openingOf(own, '&') !== null)
    return sequence(BEFORE, literalTree(name), optional(sequence(ASSIGNED_OR_NEXT, ANYTHING)));
  const assigned = sequence(literalTree('='), own);
  return sequence(BEFORE, literalTree(name), terminated(isOptional ? optional(assigned) : assigned, '&'));
}
