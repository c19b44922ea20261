import { causeText } from '../evaluate/reason-text.js';
import { numberText } from '../evaluate/number-text.js';
import type { ReadKey } from '../evaluate/read.js';
import { resolveVersion } from '../evaluate/resolve-version.js';
import type { Sample } from '../evaluate/value.js';
import type { ServiceContext } from './context.js';

/** The current value of a read of one version; null of a query of the author's own. */
export interface LiveValue {
  readonly version: string | null;
  readonly sample: Sample;
}

/** The current values of a read: of its version, of every version in a score. None where nobody has looked. */
export function liveValues(context: ServiceContext, read: ReadKey): readonly LiveValue[] {
  const { sampleOf, versions = [], baseline = null, candidate = null } = context;
  if (sampleOf === undefined) return [];
  return versionsRead(read, { versions, baseline, candidate }).flatMap((version) => {
    const sample = sampleOf(read, version);
    return sample === null ? [] : [{ version, sample }];
  });
}

function versionsRead(
  read: ReadKey,
  binding: Parameters<typeof resolveVersion>[1],
): readonly (string | null)[] {
  if (read.kind === 'promql') return [null];
  if (read.version.form === 'scored') return binding.versions;
  const version = resolveVersion(read.version, binding, null);
  return version === null ? [] : [version];
}

/** A sample for people: `0.99`, `1.5 s`, `no value: has no series`. */
export function sampleText(sample: Sample, unit: string | undefined): string {
  if (!sample.known) return `no value: ${causeText(sample.cause)}`;
  return `${numberText(sample.value, unit)}${sample.assumed === true ? ', assumed' : ''}`;
}
