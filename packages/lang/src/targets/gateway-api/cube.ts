import { fieldKey, type Field } from '../../condition/atom.js';
import { cookieValue } from '../../condition/request.js';
import { holds, isWithin, meet, valuesOf, type ValueSet } from './value-set.js';

/** What one field is to be. */
export interface Side {
  readonly field: Field;
  readonly values: ValueSet;
}

/** A conjunction of positive tests, by field; fields that it does not name may be anything or missing. */
export interface Cube {
  readonly sides: ReadonlyMap<string, Side>;
  /** Equal for cubes that are written alike. */
  readonly key: string;
}

const COOKIE_LINE: Field = { field: 'header', name: 'cookie' };
const COOKIE_LINE_KEY = fieldKey(COOKIE_LINE);

export const EVERYTHING: Cube = cubeOf(new Map());

export function cubeWith(field: Field, values: ValueSet): Cube {
  return cubeOf(new Map([[fieldKey(field), { field, values }]]));
}

/** Null where no request is in both. */
export function meetCubes(first: Cube, second: Cube): Cube | null {
  if (second.sides.size === 0) return first;
  if (first.sides.size === 0) return second;
  const sides = new Map(first.sides);
  for (const [key, side] of second.sides) {
    const before = sides.get(key);
    const values = before === undefined ? side.values : meet(before.values, side.values);
    if (values === null) return null;
    sides.set(key, { field: side.field, values });
  }
  return withoutSpareCookies(sides);
}

/** True where each request of the one is in the other. False may also mean that it cannot be told. */
export function isCubeWithin(narrow: Cube, wide: Cube): boolean {
  for (const [key, { field, values }] of wide.sides) {
    const side = narrow.sides.get(key);
    if (side !== undefined ? !isWithin(side.values, values) : !impliedByCookies(narrow, field, values)) {
      return false;
    }
  }
  return true;
}

/** A Cookie line tells its cookies, and a cookie that there is a line. */
function impliedByCookies(narrow: Cube, field: Field, values: ValueSet): boolean {
  if (field.field === 'cookie') {
    const lines = narrow.sides.get(COOKIE_LINE_KEY)?.values.values;
    return lines?.every((line) => hasCookie(line, field, values)) ?? false;
  }
  return (
    fieldKey(field) === COOKIE_LINE_KEY &&
    values.key === 'any' &&
    [...narrow.sides.values()].some((side) => side.field.field === 'cookie')
  );
}

function hasCookie(line: string, { name }: Field, values: ValueSet): boolean {
  const value = cookieValue(
    { method: '', scheme: '', host: '', path: '', query: null, headers: [['cookie', line]] },
    name ?? '',
  );
  return value !== undefined && holds(values, value);
}

function withoutSpareCookies(sides: Map<string, Side>): Cube | null {
  const line = sides.get(COOKIE_LINE_KEY);
  const cookies = [...sides.entries()].filter(([, { field }]) => field.field === 'cookie');
  if (line === undefined || cookies.length === 0) return cubeOf(sides);
  if (line.values.key === 'any') {
    sides.delete(COOKIE_LINE_KEY);
  } else if (line.values.values !== null) {
    const lines = line.values.values.filter((text) =>
      cookies.every(([, { field, values }]) => hasCookie(text, field, values)),
    );
    const values = valuesOf(lines, [
      ...line.values.literals,
      ...cookies.flatMap(([, side]) => side.values.literals),
    ]);
    if (values === null) return null;
    sides.set(COOKIE_LINE_KEY, { field: COOKIE_LINE, values });
    for (const [key] of cookies) sides.delete(key);
  }
  return cubeOf(sides);
}

function cubeOf(sides: ReadonlyMap<string, Side>): Cube {
  const key = [...sides.entries()].map(([name, { values }]) => `${name}: ${values.key}`).sort();
  return { sides, key: JSON.stringify(key) };
}
