import { suggest } from '@lamia/lang';
import type { Findings } from '../../config/finding.js';
import type { Place } from '../../config/place.js';
import type { Tree, TreeEntry, TreeList, TreeMap } from '../../config/yaml/tree.js';

/** Takes one map of a catalogue file apart, key by key; whatever is amiss becomes a finding and reads as null. */
export class MapReader {
  readonly #map: TreeMap;
  readonly #place: Place;
  readonly #what: string;
  readonly #findings: Findings;

  /** @param what how messages call the map, such as `the metric \`requests\`` */
  constructor(map: TreeMap, place: Place, what: string, keys: readonly string[], findings: Findings) {
    this.#map = map;
    this.#place = place;
    this.#what = what;
    this.#findings = findings;
    for (const [key, entry] of map.entries) if (!keys.includes(key)) this.#refuseKey(key, entry, keys);
  }

  has(key: string): boolean {
    return this.#map.entries.has(key);
  }

  entry(key: string): TreeEntry | null {
    return this.#map.entries.get(key) ?? null;
  }

  /** The place of a key's value, or of the whole map where it is absent. */
  placeOf(key: string): Place {
    return this.#map.entries.get(key)?.value.place ?? this.#place;
  }

  text(key: string): string | null {
    const value = this.entry(key)?.value;
    if (value === undefined) return null;
    if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '') return value.value;
    return this.#refuseType(key, 'a text');
  }

  number(key: string): number | null {
    const value = this.entry(key)?.value;
    if (value === undefined) return null;
    if (value.kind === 'scalar' && typeof value.value === 'number' && Number.isFinite(value.value))
      return value.value;
    return this.#refuseType(key, 'a number');
  }

  list(key: string): TreeList | null {
    const value = this.entry(key)?.value;
    if (value === undefined) return null;
    return value.kind === 'list' ? value : this.#refuseType(key, 'a list');
  }

  map(key: string): TreeMap | null {
    const value = this.entry(key)?.value;
    if (value === undefined) return null;
    return value.kind === 'map' ? value : this.#refuseType(key, 'a map');
  }

  /** A key that must be there. */
  required<T>(key: string, value: T | null): T | null {
    if (value === null && !this.has(key)) {
      this.#findings.error(this.#place, 'missing-key', `${this.#what} has no \`${key}\``);
    }
    return value;
  }

  #refuseKey(key: string, entry: TreeEntry, keys: readonly string[]): void {
    const near = suggest(key, keys);
    const hint =
      near === null ? `expected ${keys.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${near}\``;
    this.#findings.error(entry.key, 'unknown-key', `${this.#what} has no key \`${key}\`; ${hint}`);
  }

  #refuseType(key: string, expected: string): null {
    this.#findings.error(this.placeOf(key), 'wrong-type', `\`${key}\` of ${this.#what} must be ${expected}`);
    return null;
  }
}

/** The text of a scalar, or null where the tree is none. */
export function textOf(tree: Tree): string | null {
  return tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : null;
}
