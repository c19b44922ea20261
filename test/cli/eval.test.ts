import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { examples, folderWith, lamia } from './lamia.js';

const FOUNDING = join(examples, 'founding.lamia');
const METRICS = join(examples, 'metrics.json');

async function evaluated(program: string, metrics: object, ...flags: readonly string[]): Promise<unknown> {
  const { stdout } = await lamia(['eval', '-e', program, '--metrics', '-', '--json', ...flags], {
    stdin: JSON.stringify(metrics),
  });
  return JSON.parse(stdout);
}

describe('lamia eval', () => {
  test('decides on the values of a file', async () => {
    expect(await lamia(['eval', FOUNDING, '--metrics', METRICS])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^version2, because .*0\.96 < 0\.99\n$/),
      stderr: '',
    });
  });

  test('explains every part', async () => {
    const { stdout } = await lamia(['eval', FOUNDING, '--metrics', METRICS, '--explain']);
    expect(stdout).toContain('metric "version2" "upstream_rq_total" → 100');
  });

  test('prints a decision as JSON', async () => {
    const program = 'if (metric v1 a > 1) { result = v1; } result';
    expect(await evaluated(program, { v1: { a: 2 } })).toEqual({
      kind: 'decision',
      decided: true,
      result: 'v1',
      unknown: [],
      trace: expect.any(Object),
    });
    expect(await evaluated(program, { v1: { a: 0 } })).toMatchObject({
      decided: true,
      result: null,
      unknown: [],
    });
  });

  test.each([
    [null, 'no-series'],
    ['NaN', 'nan'],
    ['+Inf', 'infinite'],
    [[1, 2], 'many-series'],
  ])('is undecided on %j, which is no failure', async (value, reason) => {
    const program = 'if (metric v1 a > 1) { result = v1; } result';
    const { code, stdout } = await lamia(['eval', '-e', program, '--metrics', '-', '--json'], {
      stdin: JSON.stringify({ v1: { a: value } }),
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'decision',
      decided: false,
      result: null,
      unknown: [{ read: 'metric v1 a', reason, start: 4, end: 15 }],
    });
  });

  test('says that a division by zero is unknown', async () => {
    expect(
      await evaluated('if (1 / metric v1 a > 1) { result = v1; } result', { v1: { a: 0 } }),
    ).toMatchObject({
      decided: false,
      unknown: [{ reason: 'divide-by-zero' }],
    });
  });

  test('scores every version', async () => {
    expect(await evaluated('a / b', { v1: { a: 98, b: 100 }, v2: { a: 1 } })).toEqual({
      kind: 'score',
      values: { v1: 0.98, v2: null },
      best: null,
      unknown: [{ read: 'metric v2 b', reason: 'no-series', start: 4, end: 5 }],
    });
    expect(await evaluated('a', { v1: { a: 1 }, v2: { a: 2 } })).toMatchObject({ best: 'v2' });
    expect(await evaluated('a', { v1: { a: 1 }, v2: { a: 2 } }, '--goal', 'lowest')).toMatchObject({
      best: 'v1',
    });
  });

  test('reads by the whole text first, then by the bare name', async () => {
    const program = 'if (metric v1 requests{method="GET"} over 5m > 10) { result = v1; } result';
    expect(
      await evaluated(program, { v1: { 'requests{method="GET"} over 5m': 11, requests: 1 } }),
    ).toMatchObject({ result: 'v1' });
    expect(await evaluated(program, { v1: { requests: 1 } })).toMatchObject({ decided: true, result: null });
  });

  test('finds a key whatever its spelling', async () => {
    expect(await evaluated('m{a="x",b="y"}', { v1: { 'm{b="y", a="x"}': 50, m: 100 } })).toMatchObject({
      values: { v1: 50 },
    });
  });

  test.each([[[]], [['--window', '1m']]])(
    'takes a read without `over` for one over the window: %j',
    async (flags) => {
      const program = 'metric v1 a over 60s / metric v1 a';
      expect(await evaluated(program, { v1: { a: 3 } }, ...flags)).toMatchObject({ values: { v1: 1 } });
      const other = ['eval', '-e', program, '--metrics', '-', '--window', '2m'];
      expect(await lamia(other, { stdin: '{"v1": {"a": 3}}' })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('one side counts over 1m, the other over 2m'),
      });
    },
  );

  test('knows the versions of the metrics file, and roles by flags or by those names', async () => {
    const typo = await lamia(['eval', '-e', 'result = v3;', '--metrics', '-'], {
      stdin: '{"v1": {}, "v2": {}}',
    });
    expect(typo).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('no version `v3`') });
    const program = 'if (metric candidate a > metric baseline a) { result = candidate; } result';
    expect(
      await evaluated(program, { v1: { a: 1 }, v2: { a: 2 } }, '--baseline', 'v1', '--candidate', 'v2'),
    ).toMatchObject({ result: 'v2' });
    expect(await evaluated(program, { baseline: { a: 1 }, candidate: { a: 2 } })).toMatchObject({
      result: 'candidate',
    });
    const unnamed = await lamia(['eval', '-e', program, '--metrics', '-'], { stdin: '{"v1": {"a": 1}}' });
    expect(unnamed).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('`--baseline` and `--candidate`'),
    });
  });

  test('says what is wrong with the program, in the JSON where that is asked for', async () => {
    const { code, stdout, stderr } = await lamia(['eval', '-e', 'result = ;', '--metrics', '-', '--json'], {
      stdin: '{}',
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      files: [{ file: '-e', diagnostics: [{ code: 'syntax-error', line: 1, column: 10 }] }],
    });
  });

  test('says what is wrong with the metrics file', async () => {
    const folder = await folderWith({ 'metrics.json': '{"v1": {"a": "many"}}' });
    try {
      const ended = await lamia(['eval', '-e', 'a', '--metrics', 'metrics.json'], { cwd: folder.path });
      expect(ended).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining('metrics.json:1:14: error:'),
      });
    } finally {
      await folder.remove();
    }
  });

  test('labels such as `__proto__` are data', async () => {
    const stdin = '{"__proto__": {"a": 1}, "v2": {"a": 0}}';
    const { stdout } = await lamia(['eval', '-e', 'a', '--metrics', '-', '--json'], { stdin });
    expect(stdout).toContain('"__proto__": 1');
  });

  test('asks a Prometheus, as of one instant', async () => {
    const asked: URLSearchParams[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(new URLSearchParams(body));
        response.setHeader('content-type', 'application/json');
        response.end('{"status":"success","data":{"resultType":"vector","result":[]}}');
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a TCP server's address while it listens
    try {
      const ended = await lamia([
        'eval',
        FOUNDING,
        '--prometheus',
        `http://127.0.0.1:${port}`,
        '--application',
        'shop',
        '--time',
        '1700000000',
        '--window',
        '2m',
        '--json',
      ]);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(ended.stdout)).toMatchObject({
        kind: 'decision',
        decided: false,
        unknown: expect.arrayContaining([expect.objectContaining({ reason: 'no-series' })]),
      });
      expect(asked.length).toBeGreaterThan(0);
      for (const query of asked) {
        expect(query.get('time')).toBe('1700000000.000');
        expect(query.get('query')).toContain('shop');
        expect(query.get('query')).toContain('[120s]');
      }
    } finally {
      server.close();
    }
  });

  test('a Prometheus that is not there is exit 3, and still a result', async () => {
    const { code, stdout, stderr } = await lamia([
      'eval',
      FOUNDING,
      '--prometheus',
      'http://127.0.0.1:1',
      '--application',
      'shop',
      '--json',
    ]);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      decided: false,
      unknown: expect.arrayContaining([expect.objectContaining({ reason: 'source-failed' })]),
    });
    expect(stderr).toContain(
      'lamia: the metric source failed: `http://127.0.0.1:1/api/v1/query` cannot be reached',
    );
  });
});
