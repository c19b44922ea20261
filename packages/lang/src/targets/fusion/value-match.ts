import { RE2JS } from 're2js';
import type { Atom } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { printRegex } from '../../condition/print-regex.js';
import { ANYTHING, type RegexTree } from '../../condition/regex-tree.js';
import { quoteRegex } from '../../condition/regex-text.js';

/** One test of a value, in the forms that most data planes have. A regular expression matches the whole value. */
export type ValueMatch =
  | { readonly kind: 'present' }
  | { readonly kind: 'exact'; readonly value: string }
  | { readonly kind: 'prefix'; readonly value: string }
  | { readonly kind: 'regex'; readonly regex: string };

/** The test of one atom; a regular expression stays as it was written, unless it would reach beyond its end. */
export function atomMatch(atom: Atom): ValueMatch {
  const isWhole = atom.op === 'regex' && !atom.ignoreCase && !atom.value.includes(String.raw`\Q`);
  return isWhole ? { kind: 'regex', regex: atom.value } : treeMatch(comparisonTree(atom));
}

/** A language in the simplest form of a test that has just its texts; there must be one. */
export function treeMatch(tree: RegexTree): ValueMatch {
  const parts = tree.kind === 'sequence' ? tree.parts : [tree];
  const isOpen = parts.at(-1) === ANYTHING;
  const text = textOf(isOpen ? parts.slice(0, -1) : parts);
  if (text === null) return { kind: 'regex', regex: printRegex(tree) };
  if (!isOpen) return { kind: 'exact', value: text };
  return text === '' ? { kind: 'present' } : { kind: 'prefix', value: text };
}

/** The one text that characters in a row are; null where they are several. */
function textOf(parts: readonly RegexTree[]): string | null {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'character' || (part.ignoreCase && /[A-Za-z]/.test(part.text))) return null;
    const { text: written } = part;
    const character = /^\\[^\w\s]$/.test(written) ? written.charAt(1) : /^[^.]$/u.exec(written)?.[0];
    if (character === undefined) return null;
    text += character;
  }
  return text;
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
