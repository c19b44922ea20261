import type { Sample, UnknownCause } from '@lamia/lang';
import type { Blocker } from '../../policy/proposal.js';
import type { CustomReading, Input, ScoreReading, TimeReading, VersionScore } from '../../policy/reading.js';

/** What a time policy without a minimum of requests reads: nothing. */
export const NOTHING_READ: TimeReading = { type: 'time', requests: [] };

const WINDOW = 60_000;

const BLANK: CustomReading = {
  type: 'custom',
  window: WINDOW,
  requests: [],
  inputs: [],
  decision: { decided: true, result: null },
  trace: null,
};

/** A program that was decided for a version; null: it holds. */
export function decidedFor(result: string | null, given: Partial<CustomReading> = {}): CustomReading {
  return { ...BLANK, decision: { decided: true, result }, ...given };
}

/** A program that one unknown of one version keeps from being decided. */
export function blockedBy(
  cause: UnknownCause,
  version = 'version2',
  given: Partial<CustomReading> = {},
): CustomReading {
  const read = `metric ${version} requests`;
  return {
    ...BLANK,
    inputs: [input(version, { known: false, cause })],
    decision: {
      decided: false,
      blockers: [{ read, cause, versions: [version], place: { start: 0, end: 1 } }],
    },
    ...given,
  };
}

/** Scores by version; a cause in place of a number: the score is unknown for it. */
export function scored(
  type: ScoreReading['type'],
  scores: Readonly<Record<string, number | UnknownCause>>,
  given: Partial<ScoreReading> = {},
): ScoreReading {
  return {
    type,
    window: WINDOW,
    requests: [],
    scores: Object.entries(scores).map(([version, score]) => versionScore(version, score)),
    ...given,
  };
}

function versionScore(version: string, score: number | UnknownCause): VersionScore {
  if (typeof score === 'number') {
    const inputs = [input(version, known(score))];
    return { version, inputs, score: { known: true, value: score }, unit: null, trace: null };
  }
  const inputs = [input(version, unknown(score))];
  const blockers: readonly Blocker[] = inputs.map(({ read }) => ({
    read,
    cause: score,
    versions: [version],
    place: { start: 0, end: 1 },
  }));
  return { version, inputs, score: { known: false, blockers }, unit: null, trace: null };
}

/** An input of one version; null for a query of none. */
export function input(version: string | null, sample: Sample, required = true): Input {
  return { read: `metric ${version ?? 'nobody'} requests`, version, sample, required };
}

/** A sample that was read. */
export function known(value: number): Sample {
  return { known: true, value };
}

/** A sample that could not be read. */
export function unknown(cause: UnknownCause): Sample {
  return { known: false, cause };
}
