import { expect, test } from '@jest/globals';
import { compiledDecision } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import { traceJson, unknownJson, type TraceJson } from './trace-json.js';
import type { UnknownCause } from './value.js';

function json(source: string, ...inputs: readonly (number | UnknownCause)[]): TraceJson {
  return traceJson(
    compiledDecision(checked(source))
      .bind(RELEASE)
      .trace(values(...inputs)),
  );
}

test('a trace is data that survives being written and read', () => {
  const trace = json('let x = metric v1 a; if (x > 1) { result = v1; } else { result = nil; } result', 3);
  expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  expect(trace).toEqual({
    headline: 'v1, because the condition at 1:26 is true: 3 > 1',
    because: [{ start: 25, end: 30, holds: true, text: '3 > 1' }],
    statements: [
      {
        kind: 'let',
        name: 'x',
        start: 0,
        end: 20,
        value: { text: 'metric v1 a', start: 8, end: 19, type: 'number', value: 3, children: [] },
      },
      {
        kind: 'if',
        start: 21,
        end: 71,
        branches: [
          {
            start: 21,
            end: 48,
            state: 'taken',
            condition: {
              text: 'x > 1',
              start: 25,
              end: 30,
              type: 'boolean',
              value: true,
              flips: 'when the left side falls to 1 or below',
              children: [
                { text: 'x', start: 25, end: 26, type: 'number', value: 3, children: [] },
                { text: '1', start: 29, end: 30, type: 'number', value: 1, children: [] },
              ],
            },
            statements: [
              {
                kind: 'assign',
                start: 34,
                end: 46,
                value: { text: 'v1', start: 43, end: 45, type: 'version', value: 'v1', children: [] },
              },
            ],
          },
        ],
        otherwise: {
          start: 54,
          end: 71,
          state: 'not-reached',
          statements: [
            {
              kind: 'assign',
              start: 56,
              end: 69,
              value: { text: 'nil', start: 65, end: 68, type: 'not-evaluated', value: null, children: [] },
            },
          ],
        },
      },
    ],
    value: { text: 'result', start: 72, end: 78, type: 'version', value: 'v1', children: [] },
  });
});

test('a reason stands where it arises and nowhere else', () => {
  const { statements } = json('if (metric v1 a / metric v1 b > 1) { result = v1; } result', 'nan', 0);
  expect(statements[0]).toMatchObject({
    branches: [
      {
        state: 'undecided',
        condition: {
          type: 'unknown',
          value: null,
          children: [
            {
              type: 'unknown',
              unknown: [{ read: 'metric v1 b', reason: 'divide-by-zero', start: 4, end: 29 }],
              children: [
                { type: 'unknown', unknown: [{ read: 'metric v1 a', reason: 'nan', start: 4, end: 15 }] },
                { type: 'number', value: 0 },
              ],
            },
            { type: 'number', value: 1 },
          ],
        },
      },
    ],
  });
  expect(JSON.stringify(statements).match(/"reason"/g)).toHaveLength(2);
});

test('reasons have the names that commands print', () => {
  expect(unknownJson([{ read: 'a', cause: 'too-few', detail: 'has 1, needs 2', start: 3, end: 4 }])).toEqual([
    { read: 'a', reason: 'too-few', detail: 'has 1, needs 2', start: 3, end: 4 },
  ]);
});
