import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';
import { numberSample, unknown } from '../sample.js';
import type { Leaf, Measure } from './measure.js';

/**
 * Computes a measure from its leaves, all answered for one subject, window and instant. The rules are those of the language:
 * an unknown part makes the whole unknown, and only an absent series (`no-series`) can be assumed zero. Whoever answers a
 * leaf must say `source-failed`, not `no-series`, where its answer was partial.
 */
export function evaluate(measure: Measure, answer: (leaf: Leaf) => Sample, window: Milliseconds): Sample {
  const value = (part: Measure): Sample => evaluate(part, answer, window);
  switch (measure.kind) {
    case 'increase':
    case 'over-time':
    case 'quantile':
      return answer(measure);
    case 'scaled':
      return changed(value(measure.of), (number) => number * measure.factor);
    case 'per-second':
      return changed(value(measure.of), (number) => number / (window / 1000));
    case 'quotient':
      return quotient(value(measure.dividend), value(measure.divisor));
    case 'sum':
      return sum(measure.terms.map(value));
    case 'zero-when-absent':
      return zeroWhenAbsent(value(measure.of), value(measure.witness));
  }
}

function changed(sample: Sample, change: (value: number) => number): Sample {
  return sample.known ? withAssumption(numberSample(change(sample.value)), isAssumed(sample)) : sample;
}

function quotient(dividend: Sample, divisor: Sample): Sample {
  if (!dividend.known || !divisor.known) return blocking([dividend, divisor]);
  if (dividend.value === 0 && divisor.value === 0)
    return unknown('nan', '0 / 0: nothing was counted in the window');
  return withAssumption(numberSample(dividend.value / divisor.value), isAssumed(dividend));
}

function sum(terms: readonly Sample[]): Sample {
  let total = 0;
  for (const term of terms) {
    if (!term.known) return blocking(terms);
    total += term.value;
  }
  return withAssumption(numberSample(total), terms.every(isAssumed));
}

function zeroWhenAbsent(sample: Sample, witness: Sample): Sample {
  if (sample.known || sample.cause !== 'no-series') return sample;
  if (witness.known) return { known: true, value: 0, assumed: true };
  // A failed witness is why absent cannot be told from zero; an absent one says nothing new.
  return blocking([sample, witness]);
}

/** The unknown that explains most: a failure of the source before what the data lacks. */
function blocking(samples: readonly Sample[]): Sample {
  const unknowns = samples.filter((sample) => !sample.known);
  const [first] = unknowns;
  if (first === undefined) throw new RangeError('nothing is unknown among known samples');
  return unknowns.find(({ cause }) => cause === 'source-failed') ?? first;
}

function isAssumed(sample: Sample): boolean {
  return sample.known && sample.assumed === true;
}

function withAssumption(sample: Sample, assumed: boolean): Sample {
  return sample.known && assumed ? { ...sample, assumed: true } : sample;
}
