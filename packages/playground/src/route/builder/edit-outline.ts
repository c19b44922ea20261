import type { FieldName } from '@lamia/lang';
import { NEW_TEST, type GroupPart, type Operator, type Part, type TestPart } from './parts.js';

/** Where a part stands: its place in its group, in that group's group, and so on from the whole inwards. */
export type Path = readonly number[];

/** The whole with the part at a place replaced; null takes it away. A group that is left without parts goes as well. */
export function replaced(whole: Part, path: Path, part: Part | null): Part | null {
  const [place, ...rest] = path;
  if (place === undefined) return part;
  if (whole.kind !== 'group') throw new RangeError('only groups have parts');
  const old = whole.parts[place];
  if (old === undefined) throw new RangeError(`the group has no part ${place}`);
  const made = replaced(old, rest, part);
  const parts = whole.parts.flatMap((each, index) => (index === place ? (made ?? []) : each));
  return parts.length === 0 ? null : { ...whole, parts };
}

/** A group with one more part at its end. */
export function extended(group: GroupPart, part: Part): GroupPart {
  return { ...group, parts: [...group.parts, part] };
}

/** A part as the first of a new group with a second; it may be the whole. */
export function grouped(part: Part, join: GroupPart['join'], other: Part = NEW_TEST): GroupPart {
  return { kind: 'group', negated: false, join, parts: [part, other] };
}

/** Two neighbours in a group change places; at its ends nothing does. */
export function moved(group: GroupPart, place: number, by: 1 | -1): GroupPart {
  const [part, other] = [group.parts[place], group.parts[place + by]];
  if (part === undefined || other === undefined) return group;
  const parts = group.parts.map((each, index) =>
    index === place ? other : index === place + by ? part : each,
  );
  return { ...group, parts };
}

const NAMED: Readonly<Record<FieldName, boolean>> = {
  ...{ header: true, cookie: true, query: true },
  ...{ host: false, path: false, method: false, scheme: false },
};

/** Whether a field is one of many by a name. */
export function isNamed(field: FieldName): boolean {
  return NAMED[field];
}

/** The operators that say something of a field. */
export function operatorsOf(field: FieldName): readonly Operator[] {
  const texts = ['exact', 'prefix', 'suffix', 'contains', 'regex', 'in'] as const;
  if (field === 'path') return ['under', ...texts];
  return isNamed(field) ? [...texts, 'present'] : texts;
}

/** A test of another field: what it has of the old one goes on where it fits. */
export function withField(test: TestPart, field: FieldName): TestPart {
  const name = isNamed(field) ? (test.name ?? '') : null;
  const operator = operatorsOf(field).includes(test.operator) ? test.operator : 'exact';
  return withOperator({ ...test, field, name }, operator);
}

/** A test with another operator, and as many texts as it takes. */
export function withOperator(test: TestPart, operator: Operator): TestPart {
  const [first = '', ...others] = test.values;
  const values = operator === 'present' ? [] : operator === 'in' ? [first, ...others] : [first];
  return { ...test, operator, values, ignoreCase: operator !== 'present' && test.ignoreCase };
}
