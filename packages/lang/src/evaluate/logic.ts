import type { ComparisonOperator } from '../syntax/ast.js';
import { unite } from './reason.js';
import { numberOf, reasonsOf, truthOf, unknown, wrongType } from './value-of.js';
import type { Value } from './value.js';

/** Three-valued negation: the opposite of what is known. */
export function not(value: Value): Value {
  return value.kind === 'unknown' ? value : truth(!truthOf(value));
}

/** Kleene's *and*: one false side settles it, whatever the other is. */
export function and(left: Value, right: Value): Value {
  if (isFalse(left) || isFalse(right)) return truth(false);
  const blocked = unite(reasonsOf(left), reasonsOf(right));
  return blocked.length > 0 ? unknown(blocked) : truth(truthOf(left) && truthOf(right));
}

/** Kleene's *or*: one true side settles it. De Morgan's law holds for unknowns too. */
export function or(left: Value, right: Value): Value {
  return not(and(not(left), not(right)));
}

/** `x ?? y`: x where it is known, else y; either becoming known would unblock it. */
export function fallback(left: Value, right: Value): Value {
  if (left.kind !== 'unknown') return left;
  return right.kind === 'unknown' ? unknown(unite(left.reasons, right.reasons)) : right;
}

/** A comparison is unknown where either side is. Versions compare by label, and nil equals nil only. */
export function compare(operator: ComparisonOperator, left: Value, right: Value): Value {
  const blocked = unite(reasonsOf(left), reasonsOf(right));
  if (blocked.length > 0) return unknown(blocked);
  switch (operator) {
    case '<':
      return truth(numberOf(left) < numberOf(right));
    case '<=':
      return truth(numberOf(left) <= numberOf(right));
    case '>':
      return truth(numberOf(left) > numberOf(right));
    case '>=':
      return truth(numberOf(left) >= numberOf(right));
    case '==':
      return truth(same(left, right));
    case '!=':
      return truth(!same(left, right));
  }
}

function same(left: Value, right: Value): boolean {
  switch (left.kind) {
    case 'number':
      return left.value === numberOf(right);
    case 'version':
      return right.kind === 'version' && left.label === right.label;
    case 'nil':
      return right.kind === 'nil';
    case 'boolean':
    case 'unknown':
      throw wrongType('a number or a version', left);
  }
}

function truth(value: boolean): Value {
  return { kind: 'boolean', value };
}

function isFalse(value: Value): boolean {
  return value.kind !== 'unknown' && !truthOf(value);
}
