/** Where a field is, by the elements of `fieldsV1`: `f:spec`, `k:{"type":"Ready"}` for an entry by its key, `v:"x"` for one of a set. */
export type FieldPath = readonly string[];

/** Paths of an object's leaves, as text. */
export type FieldSet = ReadonlySet<string>;

/** No field of JSON that is worth a test has it in its name. */
const SEPARATOR = '\n';

/** How the lists that are no single field tell their entries apart; every other list is written as a whole. */
const ENTRY_KEYS: ReadonlyMap<string, 'itself' | 'uid' | 'type'> = new Map([
  [textOf(['f:metadata', 'f:finalizers']), 'itself'],
  [textOf(['f:metadata', 'f:ownerReferences']), 'uid'],
  [textOf(['f:status', 'f:conditions']), 'type'],
]);

export function textOf(path: FieldPath): string {
  return path.join(SEPARATOR);
}

export function pathOf(text: string): FieldPath {
  return text.split(SEPARATOR);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a path at or below another. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(outer + SEPARATOR);
}

/** The paths of everything that has no fields of its own. */
export function leavesOf(value: unknown, path: FieldPath = []): FieldSet {
  const parts = partsOf(value, path);
  if (parts === null || parts.size === 0) return new Set([textOf(path)]);
  return new Set([...parts].flatMap(([element, part]) => [...leavesOf(part, [...path, element])]));
}

/** What is at a path; undefined where nothing is. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  let found = value;
  for (const [index, element] of path.entries()) {
    found = partsOf(found, path.slice(0, index))?.get(element);
  }
  return found;
}

/** The value with the fields of another put over its own. */
export function merged(value: unknown, over: unknown, path: FieldPath = []): unknown {
  const parts = partsOf(value, path);
  const news = partsOf(over, path);
  if (parts === null || news === null || Array.isArray(value) !== Array.isArray(over)) return over;
  const all = new Map(parts);
  for (const [element, part] of news) {
    all.set(element, parts.has(element) ? merged(parts.get(element), part, [...path, element]) : part);
  }
  return assembled(all, Array.isArray(value));
}

/** The value without what is at a path, and without what is left empty by that; undefined where nothing is left. */
export function without(value: unknown, removed: FieldPath, path: FieldPath = []): unknown {
  const [element, ...rest] = removed;
  if (element === undefined) return undefined;
  const parts = partsOf(value, path);
  if (parts?.has(element) !== true) return value;
  const left = new Map(parts);
  const part = without(parts.get(element), rest, [...path, element]);
  if (part === undefined) left.delete(element);
  else left.set(element, part);
  return left.size === 0 ? undefined : assembled(left, Array.isArray(value));
}

/** The paths as `fieldsV1` nests them. */
export function nested(paths: FieldSet): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const text of paths) {
    let node = tree;
    for (const element of pathOf(text)) {
      const inner = isRecord(node[element]) ? { ...node[element] } : {};
      node[element] = inner;
      node = inner;
    }
  }
  return tree;
}

/** The paths that `nested` made a tree of. */
export function flattened(tree: unknown, path: FieldPath = []): FieldSet {
  const inner = isRecord(tree) ? Object.entries(tree) : [];
  if (inner.length === 0) return new Set(path.length === 0 ? [] : [textOf(path)]);
  return new Set(inner.flatMap(([element, part]) => [...flattened(part, [...path, element])]));
}

/** The fields of an object, or the entries of a list that has keys; null for what is a single field. */
function partsOf(value: unknown, path: FieldPath): ReadonlyMap<string, unknown> | null {
  if (isRecord(value)) return new Map(Object.entries(value).map(([name, part]) => [`f:${name}`, part]));
  const key = ENTRY_KEYS.get(textOf(path));
  if (!Array.isArray(value) || key === undefined) return null;
  return new Map(value.map((entry: unknown) => [entryElement(entry, key), entry]));
}

function entryElement(entry: unknown, key: 'itself' | 'uid' | 'type'): string {
  if (key === 'itself') return `v:${JSON.stringify(entry)}`;
  return `k:${JSON.stringify({ [key]: isRecord(entry) ? entry[key] : null })}`;
}

function assembled(parts: ReadonlyMap<string, unknown>, isList: boolean): unknown {
  if (isList) return [...parts.values()];
  return Object.fromEntries([...parts].map(([element, part]) => [element.slice('f:'.length), part]));
}
