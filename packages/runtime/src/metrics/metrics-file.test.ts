import { describe, expect, test } from '@jest/globals';
import { check, locate } from '@lamia/lang';
import type { Sample } from '@lamia/lang';
import { parseMetricsFile } from './metrics-file.js';
import type { MetricsFile } from './metrics-file.js';

function fileOf(text: string): MetricsFile {
  const parsed = parseMetricsFile({ file: 'metrics.json', text });
  if (!parsed.ok) throw new Error(parsed.findings.map(({ message }) => message).join('\n'));
  return parsed.file;
}

function value(text: string, expression: string, version: string | null = 'v1'): Sample {
  const score = check(expression, { kind: 'score' }).checked;
  const [read] = score?.reads ?? [];
  if (read === undefined) throw new Error(`${expression} is no read`);
  return fileOf(text).sample(read, version);
}

describe('a value', () => {
  test.each([
    ['980', { known: true, value: 980 }],
    ['-0.5e3', { known: true, value: -500 }],
    ['null', { known: false, cause: 'no-series' }],
    ['"NaN"', { known: false, cause: 'nan' }],
    ['"+Inf"', { known: false, cause: 'infinite' }],
    ['"-Inf"', { known: false, cause: 'infinite' }],
    ['1e999', { known: false, cause: 'infinite' }],
    ['[]', { known: false, cause: 'no-series' }],
    ['[7]', { known: true, value: 7 }],
    ['["NaN"]', { known: false, cause: 'nan' }],
    ['[7, 8, "NaN"]', { known: false, cause: 'many-series', detail: '3 series' }],
  ])('%s', (text, sample) => {
    expect(value(`{"v1": {"requests": ${text}}}`, 'requests')).toEqual(sample);
  });

  test('that is absent is no series, and nothing is assumed', () => {
    expect(value('{"v1": {"requests": 10}}', 'status_5xx')).toEqual({ known: false, cause: 'no-series' });
    expect(value('{"v1": {"requests": 10}}', 'requests', 'v2')).toEqual({ known: false, cause: 'no-series' });
    expect(value('{"v1": {"requests": 10}}', 'requests', null)).toEqual({ known: false, cause: 'no-series' });
  });
});

describe('a read is looked up', () => {
  const text = `{"v1": {
    "requests": 1, "requests.rate": 2, "requests{method=\\"GET\\"} over 5m": 3, "requests.rate over 5m": 4
  }}`;

  test.each([
    ['requests', 1],
    ['requests over 1m', 1],
    ['requests{method="POST"} over 5m', 1],
    ['requests.rate', 2],
    ['requests.rate offset 1h', 2],
    ['requests{method="GET"} over 5m', 3],
    ['requests{method="GET"} over 300s', 3],
    ['requests.rate over 5m', 4],
    ['requests.rate{method="GET"} over 5m', 2],
  ])('%s', (expression, expected) => {
    expect(value(text, expression)).toEqual({ known: true, value: expected });
  });

  test.each(['requests.sum', 'requests.sum{method="GET"} over 5m'])(
    'but %s is another number than the metric without its statistic',
    (expression) => {
      expect(value(text, expression)).toEqual({ known: false, cause: 'no-series' });
    },
  );

  test.each([
    ['m{b="y", a="x"}', 'm{a="x", b="y"}'],
    ['m{ b = "y" ,a=\'x\' }', 'm{b="y", a="x"}'],
    [' m  over 60s   offset 0s', 'm over 1m'],
    ['"m" over 1m', 'm over 60s'],
    ['m . p99{a="x"}', 'm.p99{a="x"}'],
    ['"a b".p99 over 1h', 'metric v1 "a b".p99 over 60m'],
    ['"if" over 5m', 'metric v1 "if" over 5m'],
    ['user .agent over 5m', 'user .agent over 5m'],
  ])('by the key `%s`, which means %s', (key, expression) => {
    expect(value(JSON.stringify({ v1: { [key]: 50, m: 100 } }), expression)).toEqual({
      known: true,
      value: 50,
    });
  });

  test.each([
    ['a b', 'metric v1 "a b" over 5m'],
    ['a b.p99', 'metric v1 "a b".p99{c="d"}'],
    ['if', 'metric v1 "if"'],
    ['user.agent', 'user .agent'],
    ['a.b', 'metric v1 "a.b"'],
    ['80 a b', 'metric v1 "80 a b"'],
    ['a # b', 'metric v1 "a # b"'],
  ])('by the key `%s`, which is a name as it stands', (key, expression) => {
    expect(value(JSON.stringify({ v1: { [key]: 50 } }), expression)).toEqual({ known: true, value: 50 });
  });

  test('among the queries where it is one', () => {
    const queries = '{"v1": {"promql \\"up\\"": 1}, "promql \\"up\\"": 2, "promql \\"up\\" as s": 3}';
    expect(value(queries, 'promql "up"', null)).toEqual({ known: true, value: 2 });
    expect(value(queries, 'promql "up" as s', 'v1')).toEqual({ known: true, value: 3 });
    expect(fileOf(queries).versions).toEqual(['v1']);
    expect(value(`{"promql  'up'  as \\"s\\"": 4}`, 'promql "up" as s', null)).toEqual({
      known: true,
      value: 4,
    });
  });
});

describe('a file', () => {
  test('may be YAML', () => {
    const text = 'version1:\n  requests: 10\n  latency: NaN\n  odd: .nan\n1.10:\n  requests: 20\nversion3:\n';
    expect(fileOf(text).versions).toEqual(['version1', '1.10', 'version3']);
    expect(value(text, 'requests', '1.10')).toEqual({ known: true, value: 20 });
    expect(value(text, 'latency', 'version1')).toEqual({ known: false, cause: 'nan' });
    expect(value(text, 'odd', 'version1')).toEqual({ known: false, cause: 'nan' });
    expect(value(text, 'requests', 'version3')).toEqual({ known: false, cause: 'no-series' });
  });

  test('may be JSON indented by tabs', () => {
    expect(value('{\n\t"v1": {\n\t\t"requests": 5\n\t}\n}\n', 'requests')).toEqual({ known: true, value: 5 });
  });

  test('may have names that mean something to JavaScript', () => {
    const text = '{"__proto__": {"requests": 1}, "constructor": {"__proto__": 2}}';
    expect(fileOf(text).versions).toEqual(['__proto__', 'constructor']);
    expect(value(text, 'requests', '__proto__')).toEqual({ known: true, value: 1 });
    expect(value(text, 'metric "constructor" "__proto__"', 'constructor')).toEqual({ known: true, value: 2 });
    expect(value(text, 'requests', 'toString')).toEqual({ known: false, cause: 'no-series' });
  });
});

describe('what is wrong is told with its place', () => {
  test.each([
    ['', '1:1 not-an-object a metrics file is one map of versions'],
    ['[1]', '1:1 not-an-object a metrics file is one map of versions'],
    ['a: {}\n---\nb: {}\n', '3:1 not-an-object a metrics file is one map of versions'],
    ['{"requests": 5}', '1:14 wrong-type `requests` must be a version with its metrics below it'],
    [
      '{"v1": {"a": "12"}}',
      '1:14 wrong-type the value of `a` is `"12"`; expected a number, null, "NaN", "+Inf", "-Inf", or a list',
    ],
    ['{"v1": {"a": true}}', '1:14 wrong-type the value of `a` is `true`'],
    ['{"v1": {"a": {}}}', '1:14 wrong-type the value of `a` is a map'],
    ['{"v1": {"a": [[1]]}}', '1:15 wrong-type the value of `a` is a list'],
    ['{"v1": {"a": 1, "a": 2}}', '1:17 duplicate-key'],
    ['{"v1": {"a": 1', 'yaml-syntax'],
    [
      '{"v1": {"a{b=1}": 1}}',
      '1:9 wrong-value `a{b=1}` names no read: expected a string, found `1`; expected one',
    ],
    ['{"v1": {"a over 5x": 1}}', '1:9 wrong-value `a over 5x` names no read: `5x` is no number'],
    ['{v1: {\'a{b=~".*"}\': 1}}', '1:7 wrong-value `a{b=~".*"}` names no read: '],
    ['{v1: {\'a{b="c"} / 2\': 1}}', '1:7 wrong-value `a{b="c"} / 2` names no read: it is more than one read'],
    ['{v1: {\'a{b="c"};\': 1}}', '1:7 wrong-value `a{b="c"};` names no read: something follows the read'],
    ["{'promql up': 1}", '1:2 wrong-value `promql up` names no read: expected a string, found `up`'],
    [
      '{v1: {\'m{a="x",b="y"}\': 1, \'m{b="y",a="x"}\': 2}}',
      '1:28 duplicate-key `m{b="y",a="x"}` is the read `m{a="x", b="y"}`, which stands here before; keep one of them',
    ],
  ])('%j', (text, expected) => {
    const parsed = parseMetricsFile({ file: 'metrics.json', text });
    const told = parsed.ok
      ? []
      : parsed.findings.map(({ source, start, code, message }) => {
          const { line, column } = locate(source.text, start);
          return `${line}:${column} ${code} ${message}`;
        });
    expect(told.join('\n')).toContain(expected);
  });
});
