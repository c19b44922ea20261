import { RE2JS } from 're2js';
import type { Atom } from './atom.js';
import { regexShape } from './regex-shape.js';
import { lowerCase } from './request.js';

/** Whether an atom holds of a value of its field; a missing field makes every atom false. */
export type ValueTest = (value: string) => boolean;

/** The test that an atom stands for, ready to be run often. */
export function valueTest(atom: Atom): ValueTest {
  if (atom.op === 'regex') return regexTest(atom.value, atom.ignoreCase);
  const sensitive = textTest(atom, atom.ignoreCase ? lowerCase : (text) => text);
  return atom.ignoreCase ? (value) => sensitive(lowerCase(value)) : sensitive;
}

/** @param fold brings the literals to the case of the values */
function textTest(atom: Exclude<Atom, { readonly op: 'regex' }>, fold: (text: string) => string): ValueTest {
  switch (atom.op) {
    case 'present':
      return () => true;
    case 'in': {
      const values = new Set(atom.values.map(fold));
      return (value) => values.has(value);
    }
    case 'exact': {
      const text = fold(atom.value);
      return (value) => value === text;
    }
    case 'prefix': {
      const text = fold(atom.value);
      return (value) => value.startsWith(text);
    }
    case 'suffix': {
      const text = fold(atom.value);
      return (value) => value.endsWith(text);
    }
    case 'contains': {
      const text = fold(atom.value);
      return (value) => value.includes(text);
    }
    case 'under': {
      const text = fold(atom.value);
      const inside = `${text}/`;
      return (value) => value === text || value.startsWith(inside);
    }
  }
}

/** The engine's own test of the whole value; the plain shapes that people write most need no engine. */
function regexTest(pattern: string, ignoreCase: boolean): ValueTest {
  const regex = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  const byEngine: ValueTest = (value) => regex.matches(value);
  const shape = ignoreCase ? null : regexShape(pattern);
  if (shape === null) return byEngine;
  const plainly = textTest(
    { field: 'header', name: null, op: shape.op, value: shape.value, ignoreCase },
    (text) => text,
  );
  // `.` does not stand for a line break, which only a value that came over no wire can hold.
  return (value) => (value.includes('\n') ? byEngine(value) : plainly(value));
}
