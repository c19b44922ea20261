import { createHash } from 'node:crypto';
import type { Gateway } from '../../config/gateway.js';
import type { KubernetesObject } from '../../kubernetes/cluster/object.js';

/** Under this name everything is written: what it owns is a gateway's. */
export const MANAGER = 'lamia';

/** Tells whose an object is: the name of a Gateway of the same namespace. */
export const GATEWAY_ANNOTATION = 'lamia.dev/gateway';
/** Tells in which term of which writer an object was written. */
export const EPOCH_ANNOTATION = 'lamia.dev/epoch';
/** On an object that others made: its rules as they were when it was adopted, from which the present ones are made. */
export const ORIGINAL_ANNOTATION = 'lamia.dev/original-rules';
/** By which the objects of a gateway are found. */
export const GATEWAY_LABEL = 'lamia.dev/gateway';

/** The name of a gateway's objects: in a cluster a gateway is known as `namespace/name`. */
export function objectName({ name }: Pick<Gateway, 'name'>): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

const LONGEST_LABEL = 63;

/** The name of a gateway as the value of a label, which is shorter than names may be. */
export function labelOf(name: string): string {
  if (name.length <= LONGEST_LABEL) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${name.slice(0, LONGEST_LABEL - digest.length - 1)}-${digest}`;
}

/** Whose an object is; null where others made it and nobody has adopted it. */
export function ownerOf({ metadata }: KubernetesObject): string | null {
  return metadata.annotations?.[GATEWAY_ANNOTATION] ?? null;
}

/** The rules of an adopted object as they were; null for one that was made for its gateway. */
export function originalOf({ metadata }: KubernetesObject): string | null {
  return metadata.annotations?.[ORIGINAL_ANNOTATION] ?? null;
}
