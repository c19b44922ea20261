import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { atOnce } from '../../event-loop/in-turns.js';
import { readAnswer } from './answer.js';
import { cutVector } from './cut-vector.js';

const bodyOf = (rows: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'vector', result: rows }, ...more });

/** Rows whose labels have what could be taken for the end of a row, enough of them for an answer that is cut. */
const row = fc.record({
  metric: fc.dictionary(
    fc.string(),
    fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\\"', ']}', '},{', '"result":[')),
  ),
  value: fc.tuple(fc.constant(1.5), fc.float().map(String)),
});
const rows = fc.array(row, { minLength: 1, maxLength: 8 });
/** Each of them wide, so that few make an answer that is cut. */
const many = <T extends { readonly metric: object }>(some: readonly T[]): readonly T[] =>
  Array.from({ length: 80 }, () => some)
    .flat()
    .map((one) => ({ ...one, metric: { ...one.metric, wide: 'x'.repeat(1000) } }));

describe('a long answer, cut', () => {
  test('has all of its rows in its slices, and everything else in the rest', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const all = many(some);
        const { rest, slices } = atOnce(cutVector(bodyOf(all, { warnings: ['one'] })));
        expect(JSON.parse(rest)).toEqual(JSON.parse(bodyOf([], { warnings: ['one'] })));
        const parsed = [...slices].map((slice) => JSON.parse(slice) as unknown[]);
        expect(parsed.length).toBeGreaterThan(1);
        expect(JSON.stringify(parsed.flat())).toBe(JSON.stringify(all));
      }),
      { numRuns: 20 },
    );
  });

  test('is read as a short one is', () => {
    const one = { metric: { app: 'shop]}', version: 'v"1' }, value: [1, '5'] };
    const [wide] = many([one]);
    const [short] = (readAnswer(200, bodyOf([wide])).answer as { readonly rows: readonly unknown[] }).rows;
    const { answer, warnings } = readAnswer(200, bodyOf(many([one]), { warnings: ['slow'] }));
    expect(answer).toEqual({ ok: true, partial: 'slow', rows: Array.from({ length: 80 }, () => short) });
    expect(warnings).toEqual(['slow']);
  });

  test('with one row in an unknown form is refused', () => {
    const good = { metric: {}, value: [1, '5'] };
    const body = bodyOf([...many([good]), { metric: {}, histogram: [] }]);
    expect(readAnswer(200, body).answer).toMatchObject({ ok: false });
  });
});

describe('what is not cut', () => {
  test.each([
    ['a short answer', bodyOf([{ metric: {}, value: [1, '5'] }])],
    ['an answer that breaks off', bodyOf(many([{ metric: {}, value: [1, '5'] }])).slice(0, -500)],
    ['an answer with spaces', JSON.stringify(JSON.parse(bodyOf(many([{ metric: {} }]))), null, 1)],
    ['another answer', 'x'.repeat(100_000)],
  ])('%s', (_name, body) => {
    expect(atOnce(cutVector(body))).toEqual({ rest: body, slices: [] });
  });
});
