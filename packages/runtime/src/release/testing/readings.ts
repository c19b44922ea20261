import type { Sample, UnknownCause } from '@lamia/lang';
import type { CustomReading, Input, TimeReading } from '../../policy/reading.js';

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
