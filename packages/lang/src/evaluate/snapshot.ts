import type { Sample } from './value.js';

/** The values of a program's reads at one instant, one a slot. */
export interface Snapshot {
  /** NaN where the sample is unknown: the form that compiled code reads. */
  readonly values: readonly number[];
  /** The same, with causes: the form that explanations read. */
  readonly samples: readonly Sample[];
}

/** Lays samples out by slot. A known sample that is not finite is a bug of its source. */
export function snapshot(samples: readonly Sample[]): Snapshot {
  const values = samples.map((sample) => {
    if (!sample.known) return Number.NaN;
    if (!Number.isFinite(sample.value))
      throw new RangeError(`a known sample must be finite, not ${sample.value}`);
    return sample.value;
  });
  return { values, samples };
}

/** The same snapshot without the series of some reads: what a release sees that has no such version. */
export function withoutSeries(whole: Snapshot, slots: ReadonlySet<number>): Snapshot {
  return snapshot(
    whole.samples.map((sample, slot) => (slots.has(slot) ? { known: false, cause: 'no-series' } : sample)),
  );
}
