import { common, without, type CharSet } from './char-set.js';
import {
  after,
  choice,
  EMPTY,
  isEmpty,
  isNullable,
  oneOf,
  repeat,
  sequence,
  type Tree,
} from './regex-tree.js';

/**
 * Those texts of a language that do not end in one of these characters. A language whose texts can lose such an end and still
 * belong to it is left as it is: what is allowed to follow them makes no difference then.
 */
export function endingOutside(tree: Tree, characters: CharSet): Tree {
  if (canShed(tree, characters)) return tree;
  const cut = nonEmptyEndingOutside(tree, characters);
  return isNullable(tree) ? choice(EMPTY, cut) : cut;
}

function nonEmptyEndingOutside(tree: Tree, characters: CharSet): Tree {
  switch (tree.kind) {
    case 'set':
      return oneOf(without(tree.set, characters));
    case 'sequence': {
      const last = tree.parts.at(-1);
      if (last === undefined) return choice();
      const head = sequence(...tree.parts.slice(0, -1));
      const cut = sequence(head, nonEmptyEndingOutside(last, characters));
      return isNullable(last) ? choice(cut, nonEmptyEndingOutside(head, characters)) : cut;
    }
    case 'choice':
      return choice(...tree.options.map((option) => nonEmptyEndingOutside(option, characters)));
    case 'repeat': {
      const { body, min, max } = tree;
      const others = repeat(body, Math.max(0, min - 1), max === null ? null : max - 1);
      return sequence(others, nonEmptyEndingOutside(body, characters));
    }
  }
}

/** True where every text without the characters at its end is in the language as well. */
function canShed(tree: Tree, characters: CharSet): boolean {
  switch (tree.kind) {
    case 'set':
      return common(tree.set, characters).length === 0;
    case 'sequence': {
      const last = tree.parts.at(-1);
      if (last === undefined) return true;
      const head = sequence(...tree.parts.slice(0, -1));
      if (isEndless(last)) return isEmpty(head) || canShed(head, characters);
      return canShed(last, characters) && (!isNullable(last) || canShed(head, characters));
    }
    case 'choice':
      return tree.options.every((option) => canShed(option, characters));
    case 'repeat':
      return isEndless(tree) || canShed(tree.body, characters);
  }
}

/** Any number of single characters. */
function isEndless(tree: Tree): boolean {
  return tree.kind === 'repeat' && tree.min === 0 && tree.max === null && tree.body.kind === 'set';
}

/** What may stand before a character of a set in those texts of a language that end in one. */
export function before(tree: Tree, last: CharSet): Tree {
  return reversed(after(reversed(tree), last));
}

function reversed(tree: Tree): Tree {
  switch (tree.kind) {
    case 'set':
      return tree;
    case 'sequence':
      return sequence(...tree.parts.map(reversed).reverse());
    case 'choice':
      return choice(...tree.options.map(reversed));
    case 'repeat':
      return repeat(reversed(tree.body), tree.min, tree.max);
  }
}
