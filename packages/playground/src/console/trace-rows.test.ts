import { expect, test } from '@jest/globals';
import { traceRows } from './trace-rows.js';

const leaf = (text: string, value: number | null, more: object = {}) => ({
  text,
  start: 0,
  end: 1,
  type: value === null ? 'unknown' : 'number',
  value,
  ...more,
  children: [],
});

test('expressions stand from the outside in, wherever the trace has them', () => {
  const condition = {
    ...leaf('metric version2 errors > 5', null, { type: 'boolean', value: true }),
    children: [leaf('metric version2 errors', 7), leaf('5', 5, { unit: 's' })],
  };
  const trace = {
    headline: 'version1',
    statements: [{ kind: 'if', branches: [{ condition }] }],
    value: leaf('result', 1),
  };
  expect(traceRows([{ version: 'version2', trace }])).toEqual([
    { depth: 0, text: 'metric version2 errors > 5', value: 'true' },
    { depth: 1, text: 'metric version2 errors', value: '7' },
    { depth: 1, text: '5', value: '5 s' },
    { depth: 0, text: 'result', value: '1' },
  ]);
});

test('what is unknown says why, and what was assumed says so', () => {
  const unknown = [{ read: 'metric version2 errors', reason: 'no-series', start: 0, end: 1 }];
  expect(traceRows(leaf('a', null, { unknown })).map(({ value }) => value)).toEqual(['unknown: no-series']);
  expect(traceRows(leaf('a', 0, { assumed: true })).map(({ value }) => value)).toEqual(['0 (assumed)']);
});

test('nothing is no trace', () => {
  expect(traceRows(null)).toEqual([]);
  expect(traceRows([{ version: 'version1', trace: null }])).toEqual([]);
});
