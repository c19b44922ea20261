import type { ScoreReading, VersionScore } from './reading.js';

/**
 * The score of one version.
 * @throws RangeError where it was not read: a fault of the caller
 */
export function scoreOf({ scores, type }: ScoreReading, version: string): VersionScore {
  const found = scores.find((score) => score.version === version);
  if (found === undefined) throw new RangeError(`a ${type} reading has no score of ${version}`);
  return found;
}

/** The versions whose data these scores rest on: their own, and those that the program names beside them. */
export function readVersions(scores: readonly VersionScore[]): ReadonlySet<string> {
  return new Set(
    scores.flatMap(({ inputs }) => inputs.flatMap(({ version }) => (version === null ? [] : [version]))),
  );
}
