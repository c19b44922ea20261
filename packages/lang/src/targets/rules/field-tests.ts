import { fieldKey, type Field, type Literal } from '../../condition/atom.js';
import type { Rule } from '../target.js';

/** The literals of one rule about one field. */
export interface FieldLiterals extends Field {
  readonly positives: readonly Literal[];
  readonly negatives: readonly Literal[];
}

/** A rule's literals by what they look at, in the order in which the fields are first named. */
export function byField({ all }: Rule): readonly FieldLiterals[] {
  const fields = new Map<string, FieldLiterals>();
  for (const literal of all) {
    const { field, name } = literal;
    const { positives, negatives } = fields.get(fieldKey(literal)) ?? { positives: [], negatives: [] };
    fields.set(fieldKey(literal), {
      ...{ field, name },
      positives: literal.negated ? positives : [...positives, literal],
      negatives: literal.negated ? [...negatives, literal] : negatives,
    });
  }
  return [...fields.values()];
}
