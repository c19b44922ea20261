import { isDeepStrictEqual } from 'node:util';

/** Part of an object, of which nobody knows yet what it holds. */
export type Fields = Readonly<Record<string, unknown>>;

/** Names of fields from the outside in. */
export type FieldPath = readonly string[];

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined where there is nothing. */
export function fieldAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (part, name) => (isFields(part) && Object.hasOwn(part, name) ? part[name] : undefined),
    value,
  );
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, path: FieldPath): readonly unknown[] {
  const list = fieldAt(value, path);
  return Array.isArray(list) ? list : [];
}

/** The text at a path; null where there is none. */
export function textAt(value: unknown, path: FieldPath): string | null {
  const text = fieldAt(value, path);
  return typeof text === 'string' ? text : null;
}

/** The same with another value at a path, where maps are made that are missing. */
export function withField(fields: Fields, [name, ...rest]: FieldPath, value: unknown): Fields {
  if (name === undefined) return isFields(value) ? value : fields;
  const inner = fields[name];
  return {
    ...fields,
    [name]: rest.length === 0 ? value : withField(isFields(inner) ? inner : {}, rest, value),
  };
}

/** Paths of everything that is no map, from the outside in: lists are one value each. */
export function leavesOf(value: unknown, within: FieldPath = []): readonly FieldPath[] {
  if (!isFields(value)) return [within];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...within, name]));
}

/** True when one path is the other or leads to it. */
export function leadsTo(outer: FieldPath, inner: FieldPath): boolean {
  return outer.every((name, index) => inner[index] === name);
}

/** `.spec.http`. */
export function pathText(path: FieldPath): string {
  return path.map((name) => (/^[\w-]+$/.test(name) ? `.${name}` : `["${name}"]`)).join('');
}

export function areSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(left, right);
}
