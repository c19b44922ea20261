import type { CST } from 'yaml';
import type { Place } from '../place.js';

/**
 * What a YAML document says, with the place of every key and value. Parts of several files may stand in one tree (a
 * named policy inside the gateway that uses it), so each place carries its file.
 */
export type Tree = TreeMap | TreeList | TreeScalar;

export interface TreeMap {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

export interface TreeEntry {
  readonly key: Place;
  readonly value: Tree;
}

export interface TreeList {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Tree[];
}

export interface TreeScalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** How the value stands in the file, for finding places inside it; null for a value that no file holds as text. */
  readonly token: CST.FlowScalar | CST.BlockScalar | null;
}

export type Path = readonly (string | number)[];

/** The part of a tree at a path, or null where the tree ends before. */
export function treeAt(tree: Tree, path: Path): Tree | null {
  let current: Tree | undefined = tree;
  for (const step of path) {
    if (current.kind === 'map') current = current.entries.get(String(step))?.value;
    else if (current.kind === 'list') current = current.items[Number(step)];
    else return null;
    if (current === undefined) return null;
  }
  return current;
}

/** Where the value at a path stands; for an absent or empty one the key that it would belong to. */
export function valuePlace(tree: Tree, path: Path): Place {
  const value = treeAt(tree, path);
  if (value === null) return headPlace(tree, path.slice(0, -1));
  return value.place.end > value.place.start ? value.place : (keyPlace(tree, path) ?? value.place);
}

/** The key that holds a map or list, or else where it begins: the whole of it would be too much to point at. */
export function headPlace(tree: Tree, path: Path): Place {
  const key = keyPlace(tree, path);
  if (key !== null) return key;
  const value = treeAt(tree, path);
  if (value === null) return headPlace(tree, path.slice(0, -1));
  const [first] = value.kind === 'map' ? value.entries.values() : [];
  return first?.key ?? { ...value.place, end: value.place.start };
}

/** Where the key at the end of a path stands; null where it is no key of a map. */
export function keyPlace(tree: Tree, path: Path): Place | null {
  const parent = treeAt(tree, path.slice(0, -1));
  return parent?.kind === 'map' ? (parent.entries.get(String(path.at(-1)))?.key ?? null) : null;
}

/** The tree as plain JSON data. Maps have no prototype, so that no key means anything but itself. */
export function plainValue(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plainValue);
    case 'map': {
      const plain = Object.create(null) as Record<string, unknown>; // `create` is typed `any`
      for (const [key, { value }] of tree.entries) plain[key] = plainValue(value);
      return plain;
    }
  }
}

/** The text value of a map's key, or null where it is absent or no text. */
export function textAt(tree: Tree, path: Path): string | null {
  const value = treeAt(tree, path);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null;
}

/** The same map with some entries replaced, added or (null) taken away. */
export function withEntries(map: TreeMap, changes: ReadonlyMap<string, TreeEntry | null>): TreeMap {
  const entries = new Map(map.entries);
  for (const [key, entry] of changes) {
    if (entry === null) entries.delete(key);
    else entries.set(key, entry);
  }
  return { ...map, entries };
}

/** The path of the innermost value that stands around a place of the same text. */
export function pathAround(tree: Tree, offset: number): Path {
  const inner = partsOf(tree).find(([, { place }]) => place.start <= offset && offset < place.end);
  return inner === undefined ? [] : [inner[0], ...pathAround(inner[1], offset)];
}

function partsOf(tree: Tree): readonly (readonly [string | number, Tree])[] {
  switch (tree.kind) {
    case 'scalar':
      return [];
    case 'list':
      return tree.items.map((item, index) => [index, item]);
    case 'map':
      return [...tree.entries].map(([key, { value }]) => [key, value]);
  }
}
