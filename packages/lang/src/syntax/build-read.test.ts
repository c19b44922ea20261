import { describe, expect, test } from '@jest/globals';
import { expectSyntax } from '../testing/expect-findings.js';
import { marked } from '../testing/marked-source.js';
import type { Expression } from './ast.js';
import { parse } from './parse.js';

const value = (source: string): Expression | null => parse(source).program.value;

describe('names', () => {
  test('a bare name may be anything', () => {
    expect(value(' requests ')).toEqual({ kind: 'Name', name: 'requests', start: 1, end: 9 });
  });

  test('a quoted text is a version', () => {
    expect(value('"shop-1.10.0"')).toEqual({
      kind: 'VersionLiteral',
      label: 'shop-1.10.0',
      start: 0,
      end: 13,
    });
  });
});

describe('reads', () => {
  test('of a version, with everything', () => {
    const { source, spans } = marked(
      '<|metric <|version1|> <|"requests"|>.p99{<|method="GET"|>, code=~<|"5.."|>} over 5m offset 1h30m|> + 1',
    );
    expect(value(source)).toMatchObject({
      left: {
        kind: 'Read',
        ...spans[0],
        version: { kind: 'VersionReference', form: 'label', name: 'version1', ...spans[1] },
        metric: 'requests',
        metricSpan: spans[2],
        statistic: 'p99',
        selector: [
          { kind: 'LabelMatcher', label: 'method', operator: '=', value: 'GET', ...spans[3] },
          { label: 'code', operator: '=~', value: '5..', valueSpan: spans[4] },
        ],
        over: 300_000,
        offset: 5_400_000,
      },
    });
  });

  test('of a version, with nothing', () => {
    expect(value('metric v1 "a"')).toEqual({
      kind: 'Read',
      version: { kind: 'VersionReference', form: 'label', name: 'v1', start: 7, end: 9 },
      metric: 'a',
      metricSpan: { start: 10, end: 13 },
      statistic: null,
      selector: [],
      over: null,
      offset: null,
      start: 0,
      end: 13,
    });
  });

  test.each([
    ['requests.sum', { statistic: 'sum', end: 12 }],
    ['requests{a="b"}', { selector: [{ label: 'a' }], end: 15 }],
    ['requests over 5m', { over: 300_000, end: 16 }],
    ['requests offset 5m', { over: null, offset: 300_000, end: 18 }],
    ['requests offset 0s', { offset: 0, end: 18 }],
  ])('a bare name with a suffix is one: %s', (source, read) => {
    expect(value(source)).toMatchObject({
      kind: 'Read',
      version: null,
      metric: 'requests',
      start: 0,
      ...read,
    });
  });

  test.each(['if', 'result', 'and', 'over', 'path', 'p99'])(
    'a statistic or label may be called %s',
    (word) => {
      expect(value(`requests.${word}{${word}="x"}`)).toMatchObject({
        statistic: word,
        selector: [{ label: word }],
      });
    },
  );

  test.each(['=', '!=', '=~', '!~'])('a matcher compares with %s', (operator) => {
    expect(value(`requests{a ${operator} "x"}`)).toMatchObject({ selector: [{ operator }] });
  });
});

describe('whose metric it is', () => {
  test.each([
    ['candidate', 'role', 'candidate'],
    ['baseline', 'role', 'baseline'],
    ['"candidate"', 'label', 'candidate'],
    ['Candidate', 'label', 'Candidate'],
    ['v1', 'label', 'v1'],
    ['"dest-1:9191/subset1"', 'label', 'dest-1:9191/subset1'],
  ])('%s is a %s', (version, form, name) => {
    expect(value(`metric ${version} m`)).toMatchObject({ version: { form, name } });
  });
});

describe('the second dialect', () => {
  test('names a version by service, port and subset', () => {
    const { source, spans } = marked('metric <|"svc" 9090 "subset1"|> "m" over 5m');
    expect(value(source)).toMatchObject({
      version: { form: 'label', name: 'svc:9090/subset1', ...spans[0] },
      metric: 'm',
      over: 300_000,
    });
    expectSyntax('metric <|"svc" 9090 "subset1"|> "m" over 5m', {
      code: 'legacy-dialect',
      severity: 'info',
      message: 'an older spelling of `"svc:9090/subset1"`',
      fixed: ['metric "svc:9090/subset1" "m" over 5m'],
    });
  });

  test.each(['5m', '1.5', '20%', '9e3', '80B'])('wants a whole number for a port, not %s', (port) => {
    expectSyntax(`metric svc <|${port}|> sub m`, {
      code: 'bad-number',
      message: `\`${port}\` is no port: expected a whole number without a unit such as \`9090\``,
    });
  });

  test('reports a port that is no number at all once', () => {
    expectSyntax('metric svc <|90x|> sub m', { code: 'bad-number' });
  });

  test('takes plain words, also those of conditions', () => {
    expect(value('metric host 80 path header')).toMatchObject({
      version: { name: 'host:80/path' },
      metric: 'header',
    });
  });

  test('names a version in one string', () => {
    expect(value('"svc 9090 subset1"')).toMatchObject({ kind: 'VersionLiteral', label: 'svc:9090/subset1' });
    expectSyntax('result = <|"svc  9090 subset1"|>;', {
      code: 'legacy-dialect',
      severity: 'info',
      fixed: ['result = "svc:9090/subset1";'],
    });
  });

  test.each(['"svc x subset1"', '"svc 9090"', '"a 9090 b c"', '" svc 9090 b"'])('is not %s', (source) => {
    expect(parse(source).diagnostics).toEqual([]);
  });
});

describe('promql', () => {
  test('has a query and a unit', () => {
    const { source, spans } = marked('<|promql <|"up{a=\\"b\\"}"|> as <|"count/s"|>|> * 2');
    expect(value(source)).toMatchObject({
      left: {
        kind: 'PromqlRead',
        query: 'up{a="b"}',
        unit: 'count/s',
        ...spans[0],
        querySpan: spans[1],
        unitSpan: spans[2],
      },
    });
  });

  test('needs no unit', () => {
    expect(value('promql "up"')).toMatchObject({ unit: null, unitSpan: null, start: 0, end: 11 });
  });

  test.each([
    'promql "up"<|.p99|>',
    'promql "up"<|{a="b"}|>',
    'promql "up" as s<| over 5m|>',
    'promql "up"<| offset 5m|>',
  ])('takes nothing after it: %s', (text) => {
    expectSyntax(text, {
      code: 'bad-read',
      message: 'a `promql` query takes no statistic, selector or window after it: write them into the query',
    });
  });
});

describe('durations that cannot be used', () => {
  test.each([
    ['a over <|0s|>', '`0s` is no time to read over: expected a positive duration such as `over 5m`'],
    ['a over <|5|>', '`5` is no time to read over: expected a positive duration such as `over 5m`'],
    ['a over <|20%|>', '`20%` is no time to read over: expected a positive duration such as `over 5m`'],
    ['a over <|0.5ms|>', '`0.5ms` is no time to read over: expected a positive duration such as `over 5m`'],
    ['a over <|5m1h|>', '`5m1h` is no time to read over: expected a positive duration such as `over 5m`'],
    ['a offset <|5|>', '`5` is no time to read offset: expected a positive duration such as `offset 1h`'],
  ])('%s', (text, message) => {
    expectSyntax(text, { code: 'bad-duration', message });
  });

  test('a number that is none is reported once', () => {
    expectSyntax('a over <|10min|>', { code: 'bad-number' });
  });
});

test('an escape that names no character is reported where it stands', () => {
  expectSyntax(
    String.raw`metric "a<|\u{d800}|>" "<|\u{}|>"{a="<|\u{110000}|>"} - promql "<|\u{|>x}"`,
    {
      code: 'bad-escape',
      message:
        '`\\u{d800}` names no character: expected `\\u{…}` with one to six hexadecimal digits of a Unicode character',
    },
    { code: 'bad-escape' },
    { code: 'bad-escape' },
    { code: 'bad-escape' },
  );
});
