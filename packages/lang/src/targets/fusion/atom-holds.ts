import { RE2JS } from 're2js';
import type { Atom } from '../../condition/atom.js';
import { lowerCase } from '../../condition/request.js';

/** Whether a test holds for a value. A regular expression must be one that RE2 takes. */
export function atomHolds(atom: Atom, value: string): boolean {
  const { ignoreCase } = atom;
  const form = (text: string): string => (ignoreCase ? lowerCase(text) : text);
  const tested = form(value);
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
      return RE2JS.compile(ignoreCase ? `(?i:${atom.value})` : atom.value).matches(value);
  }
}
