import { describe, expect, test } from '@jest/globals';
import { readAnswer } from './answer.js';

const vector = (...result: readonly unknown[]): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });

describe('an answer of the query API', () => {
  test('has rows with labels and a value', () => {
    const body = vector(
      { metric: { version: 'v1' }, value: [1_700_000_000.5, '1.5e+06'] },
      { metric: {}, value: [1_700_000_000.5, 'NaN'] },
      { metric: {}, value: [1_700_000_000.5, '-Inf'] },
    );
    const { answer, warnings } = readAnswer(200, body);
    expect(answer).toMatchObject({ ok: true, partial: null });
    expect(answer.ok && answer.rows.map(({ labels, value }) => [labels, value])).toEqual([
      [new Map([['version', 'v1']]), 1_500_000],
      [new Map(), Number.NaN],
      [new Map(), Number.NEGATIVE_INFINITY],
    ]);
    expect(warnings).toEqual([]);
  });

  test('may have labels that mean something to JavaScript', () => {
    const body =
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__proto__":"x"},"value":[1,"2"]}]}}';
    expect(readAnswer(200, body).answer).toMatchObject({ rows: [{ labels: new Map([['__proto__', 'x']]) }] });
  });

  test('may be a scalar', () => {
    const body = JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, '5'] } });
    expect(readAnswer(200, body).answer).toEqual({
      ok: true,
      partial: null,
      rows: [{ labels: new Map(), value: 5 }],
    });
  });

  test('with warnings is partial', () => {
    const body = JSON.stringify({
      status: 'success',
      data: { resultType: 'vector', result: [] },
      warnings: ['store one\nis down', 5, 'store two is down'],
      infos: ['metric might not be a counter'],
    });
    expect(readAnswer(200, body)).toEqual({
      answer: { ok: true, rows: [], partial: 'store one is down; store two is down' },
      warnings: ['store one is down', 'store two is down'],
    });
  });

  test('may be an error, told on one short line', () => {
    const body = JSON.stringify({
      status: 'error',
      errorType: 'bad_data',
      error: `parse error:\n${'x'.repeat(1_000)}`,
    });
    const { answer } = readAnswer(400, body);
    expect(answer.ok ? '' : answer.why).toMatch(
      /^Prometheus answered with an error: bad_data: parse error: x{200,}…$/,
    );
    expect(readAnswer(500, '{"status":"error"}').answer).toEqual({
      ok: false,
      why: 'Prometheus answered with an error: status 500',
    });
  });
});

describe('what is no answer of the query API is told', () => {
  test.each([
    [200, '<html>', "the answer is not one of Prometheus' query API (status 200)"],
    [200, '"success"', "the answer is not one of Prometheus' query API (status 200)"],
    [401, 'Unauthorized', 'Prometheus refused the credentials (status 401)'],
    [403, '', 'Prometheus refused the credentials (status 403)'],
    [404, 'not found', 'there is no query API of Prometheus at this address (status 404)'],
    [200, '{"status":"success"}', 'Prometheus answered with no data'],
    [
      200,
      '{"status":"success","data":{"resultType":"matrix","result":[]}}',
      'Prometheus answered with a matrix; an instant vector or a scalar is expected',
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"string","result":[1,"x"]}}',
      'Prometheus answered with a string; an instant vector or a scalar is expected',
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"other"}}',
      'Prometheus answered with a result of an unknown type',
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"vector","result":{}}}',
      'Prometheus answered with a vector in an unknown form',
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"scalar","result":5}}',
      'Prometheus answered with a scalar in an unknown form',
    ],
    [200, vector(5), 'Prometheus answered with a series in an unknown form'],
    [200, vector({ metric: {}, value: [1, 5] }), 'Prometheus answered with a series in an unknown form'],
    [200, vector({ metric: {}, value: [1, 'five'] }), 'Prometheus answered with a series in an unknown form'],
    [
      200,
      vector({ metric: { a: 5 }, value: [1, '5'] }),
      'Prometheus answered with a series in an unknown form',
    ],
    [
      200,
      vector({ metric: {}, histogram: [1, { count: '5' }] }),
      'Prometheus answered with a series in an unknown form (a native histogram has no one value)',
    ],
  ])('%d %s', (status, body, why) => {
    const { answer } = readAnswer(status, body);
    expect(answer.ok ? '' : answer.why).toContain(why);
  });
});
