import type { Binding, ReadVersion } from './read.js';

/** `destination:port/subset`, the third dialect's way to name a version. */
const DESTINATION = /^[^\s:/]+:\d+\/([^\s/]+)$/;

function subsetOf(label: string): string | null {
  return DESTINATION.exec(label)?.[1] ?? null;
}

/** The versions that share the subset of a `destination:port/subset` label; none for any other label. */
export function versionsOfSubset(label: string, versions: readonly string[]): readonly string[] {
  const subset = subsetOf(label);
  if (subset === null) return [];
  return versions.filter((version) => version === subset || subsetOf(version) === subset);
}

function resolveLabel(label: string, versions: readonly string[]): string | null {
  // Without a list of versions names are open.
  if (versions.length === 0 || versions.includes(label)) return label;
  const fitting = versionsOfSubset(label, versions);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/**
 * The label that a reference names in one release; null where it names none: a role that is not filled, a label that the
 * release does not have, or a destination whose subset several versions share. `scored` is the version whose score is asked
 * for, null in a decision.
 */
export function resolveVersion(version: ReadVersion, binding: Binding, scored: string | null): string | null {
  switch (version.form) {
    case 'role':
      return binding[version.role];
    case 'label':
      return resolveLabel(version.label, binding.versions);
    case 'scored':
      return scored;
  }
}
