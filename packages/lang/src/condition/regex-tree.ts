import { quoteRegex } from './regex-text.js';

/**
 * A regular expression of RE2's syntax in parts that can be put together anew. Flags are worked into the characters, and what is
 * captured is forgotten: only whether a whole text matches is of interest.
 */
export type RegexTree =
  | RegexCharacter
  | { readonly kind: 'assertion'; readonly at: 'start' | 'end' | 'word'; readonly text: string }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexTree[] }
  /** None of them is the expression that matches nothing. */
  | { readonly kind: 'choice'; readonly of: readonly RegexTree[] }
  | { readonly kind: 'repeat'; readonly of: RegexTree; readonly min: number; readonly max: number | null };

/** What matches exactly one character: a letter, a class, an escape, the dot. */
export interface RegexCharacter {
  readonly kind: 'character';
  /** As it stands in a regular expression. */
  readonly text: string;
  readonly ignoreCase: boolean;
}

export const EMPTY: RegexTree = { kind: 'sequence', parts: [] };
export const NEVER: RegexTree = { kind: 'choice', of: [] };

export function isNever(tree: RegexTree): boolean {
  return tree.kind === 'choice' && tree.of.length === 0;
}

export function sequence(...parts: readonly RegexTree[]): RegexTree {
  if (parts.some(isNever)) return NEVER;
  const flat = parts.flatMap((part) => (part.kind === 'sequence' ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'sequence', parts: flat };
}

export function choice(...of: readonly RegexTree[]): RegexTree {
  const flat = of.flatMap((each) => (each.kind === 'choice' ? each.of : [each]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'choice', of: flat };
}

export function repeat(of: RegexTree, min: number, max: number | null): RegexTree {
  if (max === 0 || (isNever(of) && min === 0)) return EMPTY;
  if (isNever(of) || (min === 1 && max === 1)) return of;
  return { kind: 'repeat', of, min, max };
}

/** What matches just that text. */
export function literalTree(text: string, ignoreCase = false): RegexTree {
  const characters = Array.from(text, (character): RegexTree => {
    return { kind: 'character', text: quoteRegex(character), ignoreCase };
  });
  return sequence(...characters);
}

/** Any characters, as `.*`. */
export const ANYTHING: RegexTree = repeat({ kind: 'character', text: '.', ignoreCase: false }, 0, null);
