import { fieldKey, isAlwaysPresent, type Literal } from '../../condition/atom.js';
import { valueTest } from '../../condition/atom-test.js';
import { regexShape } from '../../condition/regex-shape.js';
import type { FieldFacts } from './field-facts.js';
import { pieceOf } from './piece.js';
import type { ValueTest } from './value-test.js';
import { anyValue, valuesOf, valuesPassing, type ValueSet } from './value-set.js';

/** How atoms are read. */
export interface Reading {
  /** Whether the values of a list become sets of their own, which need no regular expression. */
  readonly apart: boolean;
  /** What is known of regular expressions, by field. */
  readonly facts: ReadonlyMap<string, FieldFacts>;
}

/**
 * The values for which a literal's atom holds, as sets of which any will do; none where it holds for no plain request. Where
 * the field's value may be anything (and the field is there always), the one set is that of any value.
 */
export function valuesOfAtom(literal: Literal, reading: Reading): readonly ValueSet[] {
  return sets(literal, reading).flatMap((set) => possible(set, literal) ?? []);
}

function sets(literal: Literal, { apart, facts }: Reading): readonly (ValueSet | null)[] {
  const { ignoreCase, field } = literal;
  switch (literal.op) {
    case 'present':
      return [anyValue([literal])];
    case 'exact':
      return [oneOf(literal, literal.value)];
    case 'in':
      return apart || field === 'method' || field === 'path' || ignoreCase
        ? literal.values.map((value) => oneOf(literal, value))
        : [valuesOf(literal.values, [literal])];
    case 'prefix':
    case 'suffix':
    case 'contains':
      return [piecewise(literal, literal.op, literal.value)];
    case 'under':
      return hasCase(ignoreCase, literal.value)
        ? [oneOf(literal, literal.value), piecewise(literal, 'prefix', `${literal.value}/`)]
        : [passing({ op: 'under', value: literal.value, atom: literal, literal })];
    case 'regex':
      return [regexValues(literal, literal.value, facts.get(fieldKey(literal)) ?? null)];
  }
}

function regexValues(literal: Literal, regex: string, facts: FieldFacts | null): ValueSet | null {
  const shape = regexShape(regex);
  if (shape?.op === 'exact') return oneOf(literal, shape.value);
  if (shape !== null) return piecewise(literal, shape.op, shape.value);
  if (/^\^?(?:\.\*|\(\.\*\))\$?$/.test(regex)) return anyValue([literal]);
  const pattern = literal.ignoreCase ? `(?i:${regex})` : regex;
  return passing({ op: 'regex', pattern, holds: valueTest(literal), facts, atom: literal, literal });
}

function piecewise(literal: Literal, op: 'prefix' | 'suffix' | 'contains', value: string): ValueSet {
  const atom = { field: literal.field, name: literal.name, op, value, ignoreCase: literal.ignoreCase };
  return passing({ op, piece: pieceOf(value, literal.ignoreCase), atom, literal });
}

function hasCase(ignoreCase: boolean, text: string): boolean {
  return ignoreCase && /[A-Za-z]/.test(text);
}

function oneOf(literal: Literal, value: string): ValueSet | null {
  const { field, name, ignoreCase } = literal;
  if (!hasCase(ignoreCase, value)) return valuesOf([value], [literal]);
  const atom = { field, name, op: 'exact', value, ignoreCase } as const;
  return valuesPassing([{ op: 'whole', piece: pieceOf(value, true), atom, literal }], [literal]);
}

function passing(test: ValueTest): ValueSet {
  return isPassedByAll(test) ? anyValue([test.literal]) : valuesPassing([test], [test.literal]);
}

/** Every path begins with a slash; an empty text is everywhere. */
function isPassedByAll(test: ValueTest): boolean {
  switch (test.op) {
    case 'under':
      return test.literal.field === 'path' && test.value === '';
    case 'prefix':
    case 'contains':
      return test.piece.length === 0 || (test.literal.field === 'path' && test.piece.join('') === '/');
    case 'suffix':
      return test.piece.length === 0;
    default:
      return false;
  }
}

/** What of a set a plain request may have; null for none. */
function possible(set: ValueSet | null, { field, name }: Literal): ValueSet | null {
  if (set === null || (field !== 'path' && field !== 'cookie')) return set;
  if (field === 'cookie' && name !== null && /[=;]|^\s|\s$/.test(name)) return null;
  const isPossible = field === 'path' ? isPath : isCookieValue;
  if (set.values !== null) return valuesOf(set.values.filter(isPossible), set.literals);
  return set.tests.every((test) => isPossibleTest(test, field)) ? set : null;
}

function isPossibleTest(test: ValueTest, field: 'path' | 'cookie'): boolean {
  if (test.op === 'regex') return true;
  const text = test.op === 'under' ? test.value : test.piece.join('');
  if (field === 'path')
    return (test.op !== 'prefix' && test.op !== 'whole' && test.op !== 'under') || isPath(text);
  const begins = test.op === 'prefix' || test.op === 'whole';
  const ends = test.op === 'suffix' || test.op === 'whole';
  return !text.includes(';') && !(begins && /^\s/.test(text)) && !(ends && /\s$/.test(text));
}

function isPath(text: string): boolean {
  return text.startsWith('/');
}

/** Without the blanks around it a value neither begins nor ends with one. */
function isCookieValue(text: string): boolean {
  return !text.includes(';') && text.trim() === text;
}

/** True for a set that says nothing of a request: its field is there always. */
export function saysNothing(set: ValueSet, literal: Literal): boolean {
  return set.key === 'any' && isAlwaysPresent(literal);
}
