import type { Sample, UnknownCause } from '@lamia/lang';

/** A sample of a number as it came: finite ones are known, NaN and the infinities are not. */
export function numberSample(value: number): Sample {
  if (Number.isNaN(value)) return unknown('nan');
  return Number.isFinite(value) ? { known: true, value } : unknown('infinite');
}

/** A sample without a number; the detail is one lower-case sentence for people. */
export function unknown(cause: UnknownCause, detail?: string): Sample {
  return { known: false, cause, ...(detail !== undefined && { detail }) };
}
