import { describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import { unknown } from '../sample.js';
import { evaluate } from './evaluate.js';
import type { Leaf, Measure } from './measure.js';

const leaf = (name: string): Leaf => ({ kind: 'increase', series: { name, where: [], identity: new Map() } });
const known = (value: number): Sample => ({ known: true, value });

function value(measure: Measure, samples: Readonly<Record<string, Sample>>): Sample {
  return evaluate(measure, ({ series }) => samples[series.name] ?? unknown('no-series'), 60_000);
}

const errors: Measure = { kind: 'zero-when-absent', of: leaf('errors'), witness: leaf('requests') };
const share: Measure = { kind: 'quotient', dividend: errors, divisor: leaf('requests') };

test('a leaf is its answer', () => {
  expect(value(leaf('a'), { a: known(3) })).toEqual(known(3));
  expect(value(leaf('a'), { a: unknown('many-series', 'two') })).toEqual(unknown('many-series', 'two'));
});

test('scaling, and counts per second of the window', () => {
  expect(value({ kind: 'scaled', of: leaf('a'), factor: 0.001 }, { a: known(250) })).toEqual(known(0.25));
  expect(value({ kind: 'per-second', of: leaf('a') }, { a: known(120) })).toEqual(known(2));
  expect(value({ kind: 'scaled', of: leaf('a'), factor: 1e300 }, { a: known(1e300) })).toEqual(
    unknown('infinite'),
  );
});

describe('an absent series that has a witness', () => {
  test('is an assumed zero where the witness is known, be it zero itself', () => {
    expect(value(errors, { requests: known(10) })).toEqual({ known: true, value: 0, assumed: true });
    expect(value(errors, { requests: known(0) })).toEqual({ known: true, value: 0, assumed: true });
  });

  test('is unknown where the witness is', () => {
    expect(value(errors, {})).toEqual(unknown('no-series'));
    expect(value(errors, { requests: unknown('nan') })).toEqual(unknown('no-series'));
    expect(value(errors, { requests: unknown('source-failed', 'down') })).toEqual(
      unknown('source-failed', 'down'),
    );
  });

  test.each(['nan', 'infinite', 'many-series', 'source-failed'] as const)(
    'stays %s where it is not absent',
    (cause) => {
      expect(value(errors, { errors: unknown(cause), requests: known(10) })).toEqual(unknown(cause));
    },
  );

  test('is not assumed where it is there', () => {
    expect(value(errors, { errors: known(4), requests: known(10) })).toEqual(known(4));
  });

  test('says so through arithmetic', () => {
    expect(value(share, { requests: known(10) })).toEqual({ known: true, value: 0, assumed: true });
    const rate: Measure = { kind: 'per-second', of: errors };
    expect(value(rate, { requests: known(10) })).toEqual({ known: true, value: 0, assumed: true });
  });
});

describe('a quotient', () => {
  test('of nothing by nothing is not a number', () => {
    expect(value(share, { requests: known(0) })).toMatchObject({ known: false, cause: 'nan' });
  });

  test('of something by nothing is infinite', () => {
    expect(value(share, { errors: known(1), requests: known(0) })).toEqual(unknown('infinite'));
  });

  test('is unknown where either part is; a failure of the source comes first', () => {
    const quotient: Measure = { kind: 'quotient', dividend: leaf('a'), divisor: leaf('b') };
    expect(value(quotient, { a: known(1) })).toEqual(unknown('no-series'));
    expect(value(quotient, { b: known(1) })).toEqual(unknown('no-series'));
    expect(value(quotient, { b: unknown('source-failed', 'down') })).toEqual(
      unknown('source-failed', 'down'),
    );
  });
});

describe('a sum', () => {
  const sum: Measure = { kind: 'sum', terms: [errors, leaf('lost')] };

  test('adds up', () => {
    expect(value(sum, { errors: known(3), lost: known(4) })).toEqual(known(7));
  });

  test('is unknown where a term is', () => {
    expect(value(sum, { errors: known(3) })).toEqual(unknown('no-series'));
  });

  test('is assumed only where every term is', () => {
    expect(value(sum, { requests: known(10), lost: known(4) })).toEqual(known(4));
    const assumed: Measure = { kind: 'sum', terms: [errors, errors] };
    expect(value(assumed, { requests: known(10) })).toEqual({ known: true, value: 0, assumed: true });
  });
});
