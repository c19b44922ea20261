import { RE2JS } from 're2js';
import { isAlwaysPresent, type Literal } from '../../condition/atom.js';
import { pieceOf } from './piece.js';
import { plainRegex } from './regex-parts.js';
import { passes, type ValueTest } from './value-test.js';
import { anyValue, valuesOf, valuesPassing, type ValueSet } from './value-set.js';

/**
 * The values for which a literal's atom holds, as sets of which any will do; none where it holds for no plain request. Where
 * the field's value may be anything (and the field is there always), the one set is that of any value.
 *
 * @param apart whether the values of a list become sets of their own, which need no regular expression
 */
export function valuesOfAtom(literal: Literal, apart: boolean): readonly ValueSet[] {
  return sets(literal, apart).flatMap((set) => possible(set, literal) ?? []);
}

function sets(literal: Literal, apart: boolean): readonly (ValueSet | null)[] {
  const { ignoreCase } = literal;
  const from = [literal];
  switch (literal.op) {
    case 'present':
      return [anyValue(from)];
    case 'exact':
      return [oneOf(literal, literal.value)];
    case 'in': {
      const mustSplit = apart || literal.field === 'method' || literal.field === 'path' || ignoreCase;
      return mustSplit
        ? literal.values.map((value) => oneOf(literal, value))
        : [valuesOf(literal.values, from)];
    }
    case 'prefix':
    case 'suffix':
    case 'contains':
      return [passing({ op: literal.op, piece: pieceOf(literal.value, ignoreCase), literal })];
    case 'under': {
      if (literal.field === 'path' && !hasCase(literal)) {
        return [passing({ op: 'under', value: literal.value, literal })];
      }
      const below = pieceOf(`${literal.value}/`, ignoreCase);
      return [oneOf(literal, literal.value), passing({ op: 'prefix', piece: below, literal })];
    }
    case 'regex': {
      const plain = plainRegex(literal.value);
      if (plain?.op === 'any') return [anyValue(from)];
      if (plain?.op === 'whole') return [oneOf(literal, plain.text)];
      if (plain !== null) return [passing({ op: plain.op, piece: pieceOf(plain.text, ignoreCase), literal })];
      const pattern = ignoreCase ? `(?i:${literal.value})` : literal.value;
      return [passing({ op: 'regex', pattern, regex: RE2JS.compile(pattern), literal })];
    }
  }
}

function hasCase(literal: Literal & { readonly value: string }): boolean {
  return literal.ignoreCase && /[A-Za-z]/.test(literal.value);
}

function oneOf(literal: Literal, value: string): ValueSet | null {
  return literal.ignoreCase && /[A-Za-z]/.test(value)
    ? valuesPassing([{ op: 'whole', piece: pieceOf(value, true), literal }], [literal])
    : valuesOf([value], [literal]);
}

function passing(test: ValueTest): ValueSet {
  return isPassedByAll(test) ? anyValue([test.literal]) : valuesPassing([test], [test.literal]);
}

/** Every path begins with a slash; an empty text is everywhere. */
function isPassedByAll(test: ValueTest): boolean {
  switch (test.op) {
    case 'under':
      return test.value === '';
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

/** Whether a literal holds for a value that is known; undefined for a missing one. */
export function literalHolds(literal: Literal, value: string | undefined): boolean {
  const holds =
    value !== undefined &&
    sets(literal, true).some(
      (set) =>
        set !== null &&
        (set.values === null ? set.tests.every((test) => passes(value, test)) : set.values.includes(value)),
    );
  return holds !== literal.negated;
}
