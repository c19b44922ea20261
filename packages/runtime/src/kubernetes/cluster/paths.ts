import type { ObjectKey, ObjectKind } from './object.js';

export type PathQuery = Readonly<Record<string, string | undefined>>;

/** Of all objects of a kind, in a namespace or everywhere with null. */
export function listPath(kind: ObjectKind, namespace: string | null, query: PathQuery = {}): string {
  const group = kind.apiVersion.includes('/') ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
  const within = namespace === null ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${group}${within}/${kind.plural}${queryText(query)}`;
}

export function objectPath(kind: ObjectKind, { namespace, name }: ObjectKey, query: PathQuery = {}): string {
  return `${listPath(kind, namespace)}/${encodeURIComponent(name)}${queryText(query)}`;
}

export function statusPath(kind: ObjectKind, key: ObjectKey, query: PathQuery = {}): string {
  return `${objectPath(kind, key)}/status${queryText(query)}`;
}

function queryText(query: PathQuery): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value);
  return given.size === 0 ? '' : `?${given.toString()}`;
}
