import { common, type CharSet } from './char-set.js';

/** A regular language in the form of an expression; `Leaf` is what its smallest parts are. */
export type TreeOf<Leaf> =
  | Leaf
  | { readonly kind: 'sequence'; readonly parts: readonly TreeOf<Leaf>[] }
  | { readonly kind: 'choice'; readonly options: readonly TreeOf<Leaf>[] }
  | Repeat<Leaf>;

export interface Repeat<Leaf> {
  readonly kind: 'repeat';
  readonly body: TreeOf<Leaf>;
  readonly min: number;
  /** Null for no end. */
  readonly max: number | null;
}

/** One character out of a set. */
export interface OneOf {
  readonly kind: 'set';
  readonly set: CharSet;
}

export type Tree = TreeOf<OneOf>;

/** The language of the empty text alone. */
export const EMPTY: { readonly kind: 'sequence'; readonly parts: readonly [] } = {
  kind: 'sequence',
  parts: [],
};
/** The language without any text. */
export const NEVER: { readonly kind: 'choice'; readonly options: readonly [] } = {
  kind: 'choice',
  options: [],
};

export function isEmpty<Leaf extends { readonly kind: string }>(tree: TreeOf<Leaf>): boolean {
  return tree.kind === 'sequence' && 'parts' in tree && tree.parts.length === 0;
}

export function isNever(tree: Tree): boolean {
  return tree.kind === 'choice' && tree.options.length === 0;
}

export function oneOf(set: CharSet): Tree {
  return set.length === 0 ? NEVER : { kind: 'set', set };
}

export function sequence(...parts: readonly Tree[]): Tree {
  if (parts.some(isNever)) return NEVER;
  const flat = parts.flatMap((part) => (part.kind === 'sequence' ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'sequence', parts: flat };
}

export function choice(...options: readonly Tree[]): Tree {
  const flat = options.flatMap((option) => (option.kind === 'choice' ? option.options : [option]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'choice', options: flat };
}

export function repeat(body: Tree, min: number, max: number | null): Tree {
  if (max === 0 || isEmpty(body)) return EMPTY;
  if (isNever(body)) return min === 0 ? EMPTY : NEVER;
  return min === 1 && max === 1 ? body : { kind: 'repeat', body, min, max };
}

export function optional(tree: Tree): Tree {
  return isNullable(tree) ? tree : repeat(tree, 0, 1);
}

/** Any number of characters of a set. */
export function anyOf(set: CharSet): Tree {
  return repeat(oneOf(set), 0, null);
}

export function isNullable(tree: Tree): boolean {
  switch (tree.kind) {
    case 'set':
      return false;
    case 'sequence':
      return tree.parts.every(isNullable);
    case 'choice':
      return tree.options.some(isNullable);
    case 'repeat':
      return tree.min === 0 || isNullable(tree.body);
  }
}

/** The same language with each set of characters put in place of another. */
export function mapSets(tree: Tree, change: (set: CharSet) => CharSet): Tree {
  switch (tree.kind) {
    case 'set':
      return oneOf(change(tree.set));
    case 'sequence':
      return sequence(...tree.parts.map((part) => mapSets(part, change)));
    case 'choice':
      return choice(...tree.options.map((option) => mapSets(option, change)));
    case 'repeat':
      return repeat(mapSets(tree.body, change), tree.min, tree.max);
  }
}

/** Those texts of a language that are made of certain characters alone. */
export function madeOf(tree: Tree, allowed: CharSet): Tree {
  return mapSets(tree, (set) => common(set, allowed));
}

/** What may follow a character of a set in those texts of a language that begin with one. */
export function after(tree: Tree, first: CharSet): Tree {
  switch (tree.kind) {
    case 'set':
      return common(tree.set, first).length === 0 ? NEVER : EMPTY;
    case 'sequence': {
      const [head, ...rest] = tree.parts;
      if (head === undefined) return NEVER;
      const begun = sequence(after(head, first), ...rest);
      return isNullable(head) ? choice(begun, after(sequence(...rest), first)) : begun;
    }
    case 'choice':
      return choice(...tree.options.map((option) => after(option, first)));
    case 'repeat': {
      const { body, min, max } = tree;
      const others = repeat(body, Math.max(0, min - 1), max === null ? null : max - 1);
      return sequence(after(body, first), others);
    }
  }
}
