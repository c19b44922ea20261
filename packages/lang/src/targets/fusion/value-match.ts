import { RE2JS } from 're2js';
import type { Atom } from '../../condition/atom.js';
import { quoteRegex } from '../../condition/regex-text.js';
import { atomLanguage } from './atom-language.js';
import { ANY_CHARACTER, onlyCharacter, sameSet } from './char-set.js';
import { printRegex } from './print-regex.js';
import { withoutQuotations } from './regex-quotations.js';
import { NEVER, type Tree } from './regex-tree.js';

/** One test of a value, in the forms that most data planes have. A regular expression matches the whole value. */
export type ValueMatch =
  | { readonly kind: 'present' }
  | { readonly kind: 'exact'; readonly value: string }
  | { readonly kind: 'prefix'; readonly value: string }
  | { readonly kind: 'regex'; readonly regex: string };

/** The test of one atom; a regular expression stays as it was written. */
export function atomMatch(atom: Atom): ValueMatch {
  if (atom.op === 'regex') return { kind: 'regex', regex: regexText(atom) };
  // Regular expressions alone can be without one.
  return treeMatch(atomLanguage(atom) ?? NEVER);
}

function regexText({ value, ignoreCase }: { readonly value: string; readonly ignoreCase: boolean }): string {
  const regex = withoutQuotations(value);
  return ignoreCase ? `(?i)${regex}` : regex;
}

/** A language in the simplest form of a test that has just its texts. */
export function treeMatch(tree: Tree): ValueMatch {
  const parts = tree.kind === 'sequence' ? tree.parts : [tree];
  const last = parts.at(-1);
  const isOpen =
    last?.kind === 'repeat' &&
    last.min === 0 &&
    last.max === null &&
    last.body.kind === 'set' &&
    sameSet(last.body.set, ANY_CHARACTER);
  const text = textOf(isOpen ? parts.slice(0, -1) : parts);
  if (text === null) return { kind: 'regex', regex: printRegex(tree) };
  if (!isOpen) return { kind: 'exact', value: text };
  return text === '' ? { kind: 'present' } : { kind: 'prefix', value: text };
}

function textOf(parts: readonly Tree[]): string | null {
  const characters = parts.map((part) => (part.kind === 'set' ? onlyCharacter(part.set) : null));
  return characters.includes(null) ? null : characters.join('');
}

/** The same test as a regular expression. */
export function matchRegex(match: ValueMatch): string {
  switch (match.kind) {
    case 'present':
      return '.*';
    case 'exact':
      return quoteRegex(match.value);
    case 'prefix':
      return `${quoteRegex(match.value)}.*`;
    case 'regex':
      return match.regex;
  }
}

/** One test that passes where at least one of several does. */
export function eitherMatch(matches: readonly ValueMatch[]): ValueMatch {
  const [first, ...others] = matches;
  if (first === undefined || matches.some(({ kind }) => kind === 'present')) return { kind: 'present' };
  if (others.length === 0) return first;
  return { kind: 'regex', regex: matches.map((match) => alternative(matchRegex(match))).join('|') };
}

/** Options such as `(?i)` would otherwise reach into the next alternative. */
function alternative(regex: string): string {
  return /^[^|(]*$/.test(regex) ? regex : `(?:${regex})`;
}

/** Whether the empty value passes the test. */
export function matchesEmpty(match: ValueMatch): boolean {
  switch (match.kind) {
    case 'present':
      return true;
    case 'exact':
    case 'prefix':
      return match.value === '';
    case 'regex':
      return RE2JS.compile(match.regex).matches('');
  }
}
