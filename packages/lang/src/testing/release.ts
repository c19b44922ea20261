import { check } from '../check/check.js';
import type { CheckedProgram } from '../check/checked.js';
import type { CheckOptions } from '../check/options.js';
import type { Binding } from '../evaluate/read.js';
import { snapshot, type Snapshot } from '../evaluate/snapshot.js';
import type { Sample, UnknownCause } from '../evaluate/value.js';

/** The release that tests of evaluation play in; `v3` is also what `svc:80/v3` names. */
export const RELEASE: Binding = { versions: ['v1', 'v2', 'v3'], baseline: 'v1', candidate: 'v2' };

/** A program that must be free of errors. */
export function checked(
  source: string,
  kind: 'decision' | 'score' = 'decision',
  options: Omit<CheckOptions, 'kind'> = RELEASE,
): CheckedProgram {
  const result = check(source, { kind, ...options });
  if (result.checked === null) {
    const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
    throw new Error(`${errors.map(({ message }) => message).join('; ')}\nin: ${source}`);
  }
  return result.checked;
}

/** A known sample for a number, an unknown one for a cause. */
export function sample(value: number | UnknownCause): Sample {
  return typeof value === 'number' ? { known: true, value } : { known: false, cause: value };
}

/** The values of a program's reads in the order in which it first names them. */
export function values(...list: readonly (number | UnknownCause)[]): Snapshot {
  return snapshot(list.map(sample));
}
