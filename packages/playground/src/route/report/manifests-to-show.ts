import type { Manifest } from './manifests.js';

/** Manifests by the name of their data plane. */
export type Manifests = ReadonlyMap<string, Manifest>;

/** True where nothing is written because the routes are not finished, which says nothing of the data plane. */
export function isUnfinished({ findings }: Manifest): boolean {
  return findings.some(({ code }) => code === 'unfinished');
}

/** The manifests to show: those of now, and while the routes are half written those that were written before. */
export function manifestsToShow(before: Manifests, now: Manifests): Manifests {
  const shown = new Map(before);
  for (const [target, manifest] of now) {
    if (!isUnfinished(manifest) || (before.get(target)?.text ?? null) === null) shown.set(target, manifest);
  }
  const isSame =
    shown.size === before.size && [...shown].every(([target, manifest]) => before.get(target) === manifest);
  return isSame ? before : shown;
}
