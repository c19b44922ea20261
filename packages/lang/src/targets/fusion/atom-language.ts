import { RE2JS } from 're2js';
import type { Atom } from '../../condition/atom.js';
import { lowerCase } from '../../condition/request.js';
import { ANY_CHARACTER, codePointOf, ignoringCase } from './char-set.js';
import { parseRegex } from './parse-regex.js';
import { anyOf, choice, EMPTY, oneOf, optional, sequence, type Tree } from './regex-tree.js';

/** The values for which a test holds, as a language; null where its regular expression has no such form. */
export function atomLanguage(atom: Atom): Tree | null {
  const anything = anyOf(ANY_CHARACTER);
  switch (atom.op) {
    case 'present':
      return anything;
    case 'in':
      return choice(...[...new Set(atom.values)].map((value) => textTree(value, atom.ignoreCase)));
    case 'regex':
      return parseRegex(atom.value, atom.ignoreCase);
    case 'exact':
      return textTree(atom.value, atom.ignoreCase);
    case 'prefix':
      return sequence(textTree(atom.value, atom.ignoreCase), anything);
    case 'suffix':
      return sequence(anything, textTree(atom.value, atom.ignoreCase));
    case 'contains':
      return sequence(anything, textTree(atom.value, atom.ignoreCase), anything);
    case 'under': {
      const below = optional(sequence(textTree('/', false), anything));
      return sequence(textTree(atom.value, atom.ignoreCase), below);
    }
  }
}

/** A text as a language of its own. */
export function textTree(text: string, ignoreCase: boolean): Tree {
  const sets = Array.from(text, (character) => {
    const code = codePointOf(character);
    return oneOf(ignoreCase ? ignoringCase([[code, code]]) : [[code, code]]);
  });
  return sets.length === 0 ? EMPTY : sequence(...sets);
}

/** Whether a test holds for a value. A regular expression must be one that RE2 takes. */
export function atomHolds(atom: Atom, value: string): boolean {
  const { ignoreCase } = atom;
  const tested = ignoreCase ? lowerCase(value) : value;
  const form = (text: string) => (ignoreCase ? lowerCase(text) : text);
  switch (atom.op) {
    case 'present':
      return true;
    case 'in':
      return atom.values.some((text) => form(text) === tested);
    case 'exact':
      return tested === form(atom.value);
    case 'prefix':
      return tested.startsWith(form(atom.value));
    case 'suffix':
      return tested.endsWith(form(atom.value));
    case 'contains':
      return tested.includes(form(atom.value));
    case 'under':
      return tested === form(atom.value) || tested.startsWith(`${form(atom.value)}/`);
    case 'regex':
      return RE2JS.compile(atom.value, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0).matches(value);
  }
}
