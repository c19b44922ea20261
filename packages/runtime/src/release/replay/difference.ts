/** The first place at which two values differ, and what each has there, as JSON; null for nothing. */
export interface Difference {
  /** `outcomes[0].proposal.kind` */
  readonly path: string;
  readonly logged: string | null;
  readonly replayed: string | null;
}

/** Compares two values as the JSON that they are written as; null where they are the same. */
export function firstDifference(logged: unknown, replayed: unknown): Difference | null {
  const texts = [JSON.stringify(logged), JSON.stringify(replayed)] as const;
  // Mostly there is none.
  if (texts[0] === texts[1]) return null;
  return differenceAt('', JSON.parse(texts[0]), JSON.parse(texts[1]));
}

function differenceAt(path: string, logged: unknown, replayed: unknown): Difference | null {
  if (Object.is(logged, replayed)) return null;
  if (isParent(logged) && isParent(replayed) && Array.isArray(logged) === Array.isArray(replayed)) {
    for (const key of new Set([...Object.keys(logged), ...Object.keys(replayed)])) {
      const below = Array.isArray(logged) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      const found = differenceAt(below, own(logged, key), own(replayed, key));
      if (found !== null) return found;
    }
    return null;
  }
  return { path, logged: text(logged), replayed: text(replayed) };
}

type Parent = Readonly<Record<string, unknown>>;

const isParent = (value: unknown): value is Parent => typeof value === 'object' && value !== null;

const own = (parent: Parent, key: string): unknown => (Object.hasOwn(parent, key) ? parent[key] : undefined);

const text = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
