import { readText, resolveVersion } from '@lamia/lang';
import type { Binding, CheckedProgram, ReadKey, Sample, UnknownReason } from '@lamia/lang';
import type { Blocker } from '../policy/proposal.js';
import type { Input } from '../policy/reading.js';
import { requiredSlots, slotsWithin } from './program-inputs.js';

/** What a program reads within one release: roles have their labels. */
export interface BoundReads {
  readonly checked: CheckedProgram;
  readonly reads: readonly ReadKey[];
  /** By slot, the label of the version that is read; null for a query of no version. */
  readonly versions: readonly (string | null)[];
  /** The slots that the program cannot do without. */
  readonly required: ReadonlySet<number>;
  /** The version whose score the program is; null for a decision. */
  readonly scored: string | null;
}

/** Gives a program's reads their versions; `scored` is the version whose score it is, null for a decision. */
export function bindReads(checked: CheckedProgram, binding: Binding, scored: string | null): BoundReads {
  const { reads } = checked;
  return {
    checked,
    reads,
    versions: reads.map((read) =>
      read.kind === 'metric' ? resolveVersion(read.version, binding, scored) : null,
    ),
    required: requiredSlots(checked),
    scored,
  };
}

/** The inputs of a program, with what was read for each slot. */
export function inputsOf(
  { reads, versions, required, scored }: BoundReads,
  samples: readonly Sample[],
): readonly Input[] {
  return reads.map((read, slot): Input => {
    const isScored = read.kind === 'metric' && read.version.form === 'scored';
    const text = readText(read, isScored ? scored : null);
    const sample = samples[slot];
    if (sample === undefined) throw new RangeError(`there is no sample for ${text}`);
    return { read: text, version: versions[slot] ?? null, sample, required: required.has(slot) };
  });
}

/** What keeps a program from having a value, with whose data it is. */
export function blockersOf(
  { checked, versions }: BoundReads,
  reasons: readonly UnknownReason[],
): readonly Blocker[] {
  return reasons.map(({ read, cause, detail, start, end }): Blocker => {
    const place = { start, end };
    const behind = [...slotsWithin(checked, place)].map((slot) => versions[slot] ?? null);
    return {
      read,
      cause,
      ...(detail === undefined ? {} : { detail }),
      // A query of no version may be about any of them, so that it cannot be put down to one.
      versions: behind.includes(null) ? [] : [...new Set(behind)].filter((version) => version !== null),
      place,
    };
  });
}
