import { ClusterError } from './cluster-objects.js';
import type { WatchEvent } from './cluster-objects.js';
import type { KubernetesObject, ObjectKind } from './object.js';
import { refusal } from './refusal.js';

/** One page of a list. */
export interface ObjectPage {
  readonly items: readonly KubernetesObject[];
  readonly resourceVersion: string;
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** @throws ClusterError where it is no object */
export function readObject(body: string, kind: ObjectKind): KubernetesObject {
  return objectOf(parse(body), kind);
}

/** @throws ClusterError where it is no list of objects */
export function readList(body: string, kind: ObjectKind): ObjectPage {
  const { items, metadata } = recordOf(parse(body));
  const { resourceVersion, continue: next } = recordOf(metadata);
  // A list without items has null for them.
  const entries: readonly unknown[] = Array.isArray(items) ? items : [];
  return {
    items: entries.map((item) => objectOf(item, kind)),
    resourceVersion: versionOf(resourceVersion),
    next: typeof next === 'string' && next !== '' ? next : null,
  };
}

/** @throws ClusterError where the server says that it cannot go on */
export function readWatchLine(line: string, kind: ObjectKind, asked: string): WatchEvent {
  const { type, object } = recordOf(parse(line));
  switch (type) {
    case 'ADDED':
      return { type: 'added', object: objectOf(object, kind) };
    case 'MODIFIED':
      return { type: 'modified', object: objectOf(object, kind) };
    case 'DELETED':
      return { type: 'deleted', object: objectOf(object, kind) };
    case 'BOOKMARK': {
      const { metadata } = recordOf(object);
      return { type: 'bookmark', resourceVersion: versionOf(recordOf(metadata)['resourceVersion']) };
    }
    default: {
      const code = recordOf(object)['code'];
      const status = typeof code === 'number' ? code : 500;
      throw refusal({ status, body: JSON.stringify(object ?? null), retryAfter: null }, asked);
    }
  }
}

/** Entries of a list do not say what they are. */
function objectOf(value: unknown, { apiVersion, kind }: ObjectKind): KubernetesObject {
  const object = recordOf(value);
  const { name } = recordOf(object['metadata']);
  if (typeof name !== 'string') throw unreadable();
  // The rest of the metadata has the types of the API; whatever else is in an object is unknown.
  return { ...object, apiVersion, kind } as KubernetesObject;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable();
  return value as Readonly<Record<string, unknown>>;
}

function versionOf(value: unknown): string {
  if (typeof value !== 'string') throw unreadable();
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

function unreadable(): ClusterError {
  return new ClusterError('busy', 'the API server answered with something that is no object of Kubernetes');
}
