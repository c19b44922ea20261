import type { Tree, TreeEntry } from '../../config/yaml/tree.js';

/** The status codes that HTTP registers; a catalogue has a name for each of them. */
const CODES = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
].flatMap(([first = 0, last = 0]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

/** What stands for a placeholder, and for those that follow from it. */
type Replacement = Readonly<Record<string, string>>;

/** A status code settles its class: `{code}` comes before `{class}`. */
const PLACEHOLDERS: readonly (readonly [name: string, values: readonly Replacement[]])[] = [
  ['code', CODES.map((code) => ({ code: String(code), class: String(Math.floor(code / 100)) }))],
  ['class', ['1', '2', '3', '4', '5'].map((digit) => ({ class: digit }))],
  ['method', METHODS.map((method) => ({ method, METHOD: method.toUpperCase() }))],
];

/**
 * Writes out the families of a map: an entry `status_{class}xx` becomes `status_1xx` … `status_5xx`, with `{class}` replaced
 * all through its value; `{code}` runs over the registered status codes, `{method}` over the usual methods. An entry that
 * is written out wins over a family's.
 */
export function expandFamilies(entries: ReadonlyMap<string, TreeEntry>): ReadonlyMap<string, TreeEntry> {
  const expanded = new Map<string, TreeEntry>();
  for (const [name, entry] of entries) {
    for (const replacement of replacementsIn(name)) {
      const key = replaced(name, replacement);
      if (key === name || (!entries.has(key) && !expanded.has(key))) {
        expanded.set(key, {
          ...entry,
          value: key === name ? entry.value : replacedTree(entry.value, replacement),
        });
      }
    }
  }
  return expanded;
}

function replacementsIn(name: string): readonly Replacement[] {
  let replacements: readonly Replacement[] = [{}];
  for (const [placeholder, values] of PLACEHOLDERS) {
    const isOpen =
      name.includes(`{${placeholder}}`) &&
      replacements.every((replacement) => !Object.hasOwn(replacement, placeholder));
    if (isOpen) replacements = replacements.flatMap((one) => values.map((value) => ({ ...one, ...value })));
  }
  return replacements;
}

function replaced(text: string, replacement: Replacement): string {
  // Most texts of a family hold no placeholder, and there are thousands of them.
  if (!text.includes('{')) return text;
  return Object.entries(replacement).reduce(
    (result, [name, value]) => result.replaceAll(`{${name}}`, value),
    text,
  );
}

function replacedTree(tree: Tree, replacement: Replacement): Tree {
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'string' ? { ...tree, value: replaced(tree.value, replacement) } : tree;
    case 'list':
      return { ...tree, items: tree.items.map((item) => replacedTree(item, replacement)) };
    case 'map': {
      const entries = [...tree.entries].map(
        ([key, entry]) =>
          [replaced(key, replacement), { ...entry, value: replacedTree(entry.value, replacement) }] as const,
      );
      return { ...tree, entries: new Map(entries) };
    }
  }
}
