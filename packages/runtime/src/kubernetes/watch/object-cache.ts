import type { KubernetesObject } from '../cluster/object.js';

/** Is told of an object that came or changed, or with null of one that went. */
export type HearChange = (key: string, object: KubernetesObject | null) => void;

/** `namespace/name`; the name alone where there is no namespace. */
export function keyOf({ metadata: { namespace, name } }: KubernetesObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Objects by their keys, and what becomes known of them. */
export class ObjectCache {
  readonly #spaces = new Map<string, Map<string, KubernetesObject>>();
  readonly #keep: (object: KubernetesObject) => KubernetesObject;
  readonly #hear: HearChange;

  /** @param keep what is kept of an object: less of it takes less memory */
  constructor(keep: (object: KubernetesObject) => KubernetesObject, hear: HearChange) {
    this.#keep = keep;
    this.#hear = hear;
  }

  get(key: string): KubernetesObject | null {
    return this.#spaces.get(spaceOf(key))?.get(key) ?? null;
  }

  list(namespace?: string): readonly KubernetesObject[] {
    const spaces =
      namespace === undefined ? this.#spaces.values() : [this.#spaces.get(namespace) ?? new Map()];
    return [...spaces].flatMap((space: ReadonlyMap<string, KubernetesObject>) => [...space.values()]);
  }

  /** As a watch tells of it. */
  put(object: KubernetesObject): void {
    const key = keyOf(object);
    const before = this.get(key);
    const { uid, resourceVersion } = object.metadata;
    const isSame = before?.metadata.uid === uid;
    // Told of twice, as when a watch is opened again where the last one was cut.
    if (before !== null && isSame && before.metadata.resourceVersion === resourceVersion) return;
    // It was deleted and made anew, of which only the second became known.
    if (before !== null && !isSame) this.remove(key);
    const space = this.#spaces.get(spaceOf(key)) ?? new Map<string, KubernetesObject>();
    this.#spaces.set(spaceOf(key), space);
    const kept = this.#keep(object);
    space.set(key, kept);
    this.#hear(key, kept);
  }

  remove(key: string): void {
    const space = this.#spaces.get(spaceOf(key));
    if (space?.delete(key) !== true) return;
    if (space.size === 0) this.#spaces.delete(spaceOf(key));
    this.#hear(key, null);
  }

  /** Everything that there is, in a namespace or everywhere with null: what is not among it went while nobody told of it. */
  replace(namespace: string | null, objects: readonly KubernetesObject[]): void {
    const there = new Set(objects.map(keyOf));
    const known = namespace === null ? this.list() : this.list(namespace);
    for (const key of known.map(keyOf)) if (!there.has(key)) this.remove(key);
    for (const object of objects) this.put(object);
  }
}

function spaceOf(key: string): string {
  const slash = key.indexOf('/');
  return slash < 0 ? '' : key.slice(0, slash);
}
