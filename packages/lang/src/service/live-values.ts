import { causeText } from '../evaluate/reason-text.js';
import { numberText } from '../evaluate/number-text.js';
import type { ReadKey } from '../evaluate/read.js';
import { resolveVersion } from '../evaluate/resolve-version.js';
import type { Sample } from '../evaluate/value.js';
import type { ServiceContext } from './context.js';
import { currentSample } from './evaluation.js';

/** The current value of a read of one version; null of a query of the author's own. */
export interface LiveValue {
  readonly version: string | null;
  readonly sample: Sample;
}

/** The current values of a read: of its version, of every version in a score. None where nobody has looked. */
export function liveValues(context: ServiceContext, read: ReadKey): readonly LiveValue[] {
  const { versions = [], baseline = null, candidate = null } = context;
  const ofRead = read.kind === 'promql' ? null : read.version;
  return (ofRead?.form === 'scored' ? versions : [null]).flatMap((scored) => {
    const sample = currentSample(context, read, scored);
    if (sample === null) return [];
    const version =
      ofRead === null ? null : resolveVersion(ofRead, { versions, baseline, candidate }, scored);
    return [{ version, sample }];
  });
}

/** A sample for people: `0.99`, `1.5 s`, `no value: has no series`. */
export function sampleText(sample: Sample, unit: string | undefined): string {
  if (!sample.known) return `no value: ${causeText(sample.cause)}`;
  return `${numberText(sample.value, unit)}${sample.assumed === true ? ', assumed' : ''}`;
}
