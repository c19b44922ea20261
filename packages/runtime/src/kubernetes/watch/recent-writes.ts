import type { KubernetesObject, ObjectKey, ObjectKind } from '../cluster/object.js';

/** What a watch has told of an object so far; null where it has told of none. */
export type Cached = (kind: ObjectKind, key: ObjectKey) => KubernetesObject | null;

interface Write {
  /** Null for an object that was removed. */
  readonly answer: KubernetesObject | null;
  /** The version that the watch had told of before; null where it had told of no object. */
  readonly told: string | null;
  readonly at: number;
}

/** A watch that has not told of a write by then has missed it. In milliseconds. */
const LONGEST_LAG = 30_000;

/**
 * Objects as a watch tells of them, except where it lags behind what was written here: then as the server answered. A version says
 * nothing but that it is another one, so that the watch has caught up as soon as it tells of something new that has as many changes
 * of its specification at least. API servers count versions up though, and where both are numbers that tells more: of two writes shortly
 * after each other the watch may have told of the first, and the answer to the first may come last.
 */
export class RecentWrites {
  readonly #cached: Cached;
  readonly #now: () => number;
  readonly #writes = new Map<string, Write>();

  /** @param now in milliseconds, growing evenly */
  constructor(cached: Cached, now: () => number) {
    this.#cached = cached;
    this.#now = now;
  }

  current(kind: ObjectKind, key: ObjectKey): KubernetesObject | null {
    const cached = this.#cached(kind, key);
    const place = placeOf(kind, key);
    const write = this.#writes.get(place);
    if (write === undefined) return cached;
    if (!this.#hasCaughtUp(cached, write)) return write.answer;
    this.#writes.delete(place);
    return cached;
  }

  /** For those who are told of a write when it is done. */
  wrote(kind: ObjectKind, key: ObjectKey, answer: KubernetesObject): void {
    this.writing(kind, key)(answer);
  }

  /**
   * To be called before a write: the watch may tell of it before its answer is there.
   * @returns to be called with what was answered, null for a removal
   */
  writing(kind: ObjectKind, key: ObjectKey): (answer: KubernetesObject | null) => void {
    const told = this.#cached(kind, key)?.metadata.resourceVersion ?? null;
    const place = placeOf(kind, key);
    return (answer) => {
      const other = this.#writes.get(place)?.answer ?? null;
      if (answer === null || other === null || !isLater(other, answer)) {
        this.#writes.set(place, { answer, told, at: this.#now() });
      }
    };
  }

  #hasCaughtUp(cached: KubernetesObject | null, { answer, told, at }: Write): boolean {
    if (this.#now() - at > LONGEST_LAG) return true;
    // What was there and is not any more was removed.
    if (cached === null) return answer === null || told !== null;
    const { resourceVersion, generation = 0, uid } = cached.metadata;
    if (answer === null) return resourceVersion !== told;
    if (resourceVersion === answer.metadata.resourceVersion) return true;
    const isCountedLater = isLater(cached, answer);
    if (isCountedLater !== null) return isCountedLater;
    if (resourceVersion === told) return false;
    return uid !== answer.metadata.uid || generation >= (answer.metadata.generation ?? 0);
  }
}

function placeOf({ apiVersion, plural }: ObjectKind, { namespace, name }: ObjectKey): string {
  return `${apiVersion}/${plural}/${namespace ?? ''}/${name}`;
}

/** Whether the first is a later state of the same object than the second; null where versions do not tell. */
function isLater({ metadata: one }: KubernetesObject, { metadata: other }: KubernetesObject): boolean | null {
  const [count, another] = [countOf(one.resourceVersion), countOf(other.resourceVersion)];
  if (one.uid !== other.uid || count === null || another === null) return null;
  return count > another;
}

function countOf(version: string | undefined): bigint | null {
  return version !== undefined && /^\d+$/.test(version) ? BigInt(version) : null;
}
