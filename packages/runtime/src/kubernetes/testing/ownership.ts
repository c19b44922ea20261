import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject, ManagedFields } from '../cluster/object.js';
import {
  flattened,
  isWithin,
  leavesOf,
  merged,
  nested,
  pathOf,
  textOf,
  valueAt,
  without,
} from './field-paths.js';
import type { FieldSet } from './field-paths.js';

/** Who writes, and how. */
export interface Writer {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  /** `status`, or the object itself. */
  readonly subresource: string | null;
}

export interface Conflict {
  readonly manager: string;
  /** As an API server writes it: `.spec.http`. */
  readonly field: string;
}

export type Applied =
  | { readonly ok: true; readonly object: KubernetesObject }
  | { readonly ok: false; readonly conflicts: readonly Conflict[] };

interface Owner extends Writer {
  readonly fields: FieldSet;
}

/** What nobody owns: the server writes it, or it names the object. */
const UNOWNED: readonly string[] = [
  ...['apiVersion', 'kind'].map((name) => `f:${name}`),
  ...['name', 'namespace', 'uid', 'resourceVersion', 'generation', 'managedFields'].map(metadataField),
  ...['creationTimestamp', 'deletionTimestamp'].map(metadataField),
];

/** What an object becomes when a manager applies some fields of it: those get its values, and those that it gave up go. */
export function serverSideApply(
  live: KubernetesObject,
  config: KubernetesObject,
  manager: string,
  force: boolean,
): Applied {
  const writer: Writer = { manager, operation: 'Apply', subresource: null };
  const owners = ownersOf(live);
  const wanted = ownable(config);
  const next = asObject(merged(live, config));
  const contested = new Set([...wanted].filter((path) => !isSame(live, next, path)));
  const others = owners.filter((owner) => !isWriter(owner, writer));
  const conflicts = others.flatMap((owner) =>
    [...owner.fields]
      .filter((path) => contested.has(path))
      .map((path): Conflict => ({ manager: owner.manager, field: fieldText(path) })),
  );
  if (conflicts.length > 0 && !force) return { ok: false, conflicts };
  const left = others.map((owner): Owner => ({ ...owner, fields: except(owner.fields, contested) }));
  const before = owners.find((owner) => isWriter(owner, writer))?.fields ?? new Set<string>();
  const needed = [...wanted, ...left.flatMap(({ fields }) => [...fields])];
  const pruned = [...before]
    .filter((path) => !needed.some((kept) => isWithin(kept, path)))
    .reduce<unknown>((object, path) => without(object, pathOf(path)), next);
  return { ok: true, object: withOwners(asObject(pruned), [...left, { ...writer, fields: wanted }]) };
}

/** An object that was written as a whole: what changed belongs to the writer now. */
export function ownedByUpdate(
  before: KubernetesObject | null,
  after: KubernetesObject,
  writer: Writer,
): KubernetesObject {
  const owners = before === null ? [] : ownersOf(before);
  const there = ownable(after);
  const changed = new Set([...there].filter((path) => before === null || !isSame(before, after, path)));
  const left = owners.map((owner): Owner => {
    const kept = new Set([...owner.fields].filter((path) => there.has(path)));
    const fields = isWriter(owner, writer) ? new Set([...kept, ...changed]) : except(kept, changed);
    return { ...owner, fields };
  });
  const isNew = !left.some((owner) => isWriter(owner, writer));
  return withOwners(after, isNew ? [...left, { ...writer, fields: changed }] : left);
}

function ownersOf({ metadata }: KubernetesObject): readonly Owner[] {
  return (metadata.managedFields ?? []).map(
    ({ manager = '', operation, subresource = null, fieldsV1 }): Owner => ({
      ...{ manager, operation: operation === 'Apply' ? 'Apply' : 'Update' },
      ...{ subresource, fields: flattened(fieldsV1) },
    }),
  );
}

function withOwners(object: KubernetesObject, owners: readonly Owner[]): KubernetesObject {
  const managedFields = owners
    .filter(({ fields }) => fields.size > 0)
    .map(({ manager, operation, subresource, fields }): ManagedFields => ({
      ...{ manager, operation, fieldsV1: nested(fields) },
      ...(subresource !== null && { subresource }),
    }));
  return { ...object, metadata: { ...object.metadata, managedFields } };
}

function isWriter(owner: Writer, writer: Writer): boolean {
  return (
    owner.manager === writer.manager &&
    owner.operation === writer.operation &&
    owner.subresource === writer.subresource
  );
}

function ownable(object: KubernetesObject): FieldSet {
  return new Set([...leavesOf(object)].filter((path) => !UNOWNED.some((outer) => isWithin(path, outer))));
}

function isSame(left: unknown, right: unknown, path: string): boolean {
  return isDeepStrictEqual(valueAt(left, pathOf(path)), valueAt(right, pathOf(path)));
}

function except(fields: FieldSet, taken: FieldSet): FieldSet {
  return new Set([...fields].filter((path) => !taken.has(path)));
}

function asObject(value: unknown): KubernetesObject {
  // Merging and pruning leave what names an object as it is.
  return value as KubernetesObject;
}

function metadataField(name: string): string {
  return textOf(['f:metadata', `f:${name}`]);
}

/** `.spec.http`, `.status.conditions[type="Ready"].status` */
function fieldText(path: string): string {
  return pathOf(path)
    .map((element) => (element.startsWith('f:') ? `.${element.slice(2)}` : `[${element.slice(2)}]`))
    .join('');
}
