import { expect, test } from '@jest/globals';
import { readTraces } from './read-traces.js';

const TRACE = { headline: 'hold, without a condition', statements: [], value: null, because: [] };

test('one trace of a decision, and one for each version of a score', () => {
  expect(readTraces(TRACE)).toEqual([{ version: null, trace: TRACE }]);
  expect(readTraces([{ version: 'version1', trace: TRACE }])).toEqual([
    { version: 'version1', trace: TRACE },
  ]);
});

test('what is no trace is left out', () => {
  const others = [
    null,
    7,
    {},
    [null],
    [{ version: 'version1', trace: null }],
    { ...TRACE, statements: 'if' },
  ];
  for (const other of others) expect(readTraces(other)).toEqual([]);
});
