import type { KubernetesObject, ManagedFields } from '../../kubernetes/cluster/object.js';
import {
  areSame,
  fieldAt,
  isFields,
  leadsTo,
  leavesOf,
  pathText,
  type FieldPath,
  type Fields,
} from './fields.js';
import { MANAGER } from './marks.js';

/** A field that somebody else has another value for. */
export interface Conflict {
  readonly manager: string;
  readonly path: FieldPath;
  /** Set by a tool that will set it again: by an apply, or from where Git or a chart is the source. */
  readonly isDeclared: boolean;
}

/** Tools that write what they declare in ways that a server takes for an edit by hand. */
const DECLARING = /^(?:argocd|helm|kustomize|flux|kapp|terraform|pulumi)/i;

/** The fields that somebody owns, as paths; lists that have one owner are one field. */
function ownedPaths({ fieldsV1 = {} }: ManagedFields): readonly FieldPath[] {
  const paths: FieldPath[] = [];
  const walk = (part: unknown, path: FieldPath): void => {
    const names = isFields(part) ? Object.keys(part).filter((key) => key.startsWith('f:')) : [];
    if (names.length === 0) paths.push(path);
    for (const name of names) walk(isFields(part) ? part[name] : {}, [...path, name.slice(2)]);
  };
  walk(fieldsV1, []);
  return paths;
}

/** Fields of the specification that were written for the gateway and are not wanted any more. */
export function leftOver(live: KubernetesObject, wanted: Fields): readonly FieldPath[] {
  const kept = leavesOf(wanted);
  return managers(live, (manager) => manager === MANAGER)
    .flatMap(ownedPaths)
    .filter((path) => path[0] === 'spec' && path.length > 1)
    .filter((path) => !kept.some((leaf) => leadsTo(leaf, path) || leadsTo(path, leaf)));
}

/** Who else owns fields that would get another value. */
export function conflictsOf(live: KubernetesObject, wanted: Fields): readonly Conflict[] {
  const changed = leavesOf(wanted).filter((path) => !areSame(fieldAt(live, path), fieldAt(wanted, path)));
  return managers(live, (manager) => manager !== MANAGER).flatMap((entry) => {
    const owned = ownedPaths(entry);
    const { manager = 'somebody', operation } = entry;
    const isDeclared = operation === 'Apply' || DECLARING.test(manager);
    return changed
      .filter((path) => owned.some((own) => own.length > 0 && (leadsTo(path, own) || leadsTo(own, path))))
      .map((path) => ({ manager, path, isDeclared }));
  });
}

function managers(
  { metadata }: KubernetesObject,
  wanted: (manager: string | undefined) => boolean,
): readonly ManagedFields[] {
  return (metadata.managedFields ?? []).filter(
    ({ manager, subresource = '' }) => subresource === '' && wanted(manager),
  );
}

/** `.spec.http is owned by `helm``. */
export function conflictsText(conflicts: readonly Conflict[]): string {
  const owners = new Map<string, Set<string>>();
  for (const { manager, path } of conflicts) {
    owners.set(manager, (owners.get(manager) ?? new Set()).add(pathText(path)));
  }
  return [...owners]
    .map(([manager, paths]) => `\`${manager}\` owns \`${[...paths].join('`, `')}\``)
    .join(' and ');
}
