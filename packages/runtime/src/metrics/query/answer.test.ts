import { describe, expect, test } from '@jest/globals';
import { sampleOfRows } from './answer.js';
import type { Row } from './answer.js';

const row = (value: number, labels: Readonly<Record<string, string>> = {}): Row => ({
  value,
  labels: new Map(Object.entries(labels)),
});

describe('the rows of one read', () => {
  test('one is its value', () => {
    expect(sampleOfRows([row(3)], null)).toEqual({ known: true, value: 3 });
    expect(sampleOfRows([row(Number.NaN)], null)).toEqual({ known: false, cause: 'nan' });
    expect(sampleOfRows([row(Number.NEGATIVE_INFINITY)], null)).toEqual({ known: false, cause: 'infinite' });
  });

  test('none is an absent series, unless the answer was partial', () => {
    expect(sampleOfRows([], null)).toEqual({ known: false, cause: 'no-series' });
    expect(sampleOfRows([], 'a store is down')).toEqual({
      known: false,
      cause: 'source-failed',
      detail: 'the answer was partial: a store is down',
    });
  });

  test('several are too many, each named by its labels', () => {
    expect(sampleOfRows([row(1, { b: '2', a: 'x"y' }), row(1, { a: 'z' })], null)).toEqual({
      known: false,
      cause: 'many-series',
      detail: '2 series: {a="x\\"y", b="2"}, {a="z"}',
    });
  });

  test('of very many a few are named', () => {
    const rows = Array.from({ length: 9 }, (_, index) => row(1, { pod: String(index) }));
    expect(sampleOfRows(rows, null)).toMatchObject({
      detail: '9 series: {pod="0"}, {pod="1"}, {pod="2"}, {pod="3"} and 5 more',
    });
  });
});
