import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LONGEST_PAGE, parseExposition } from './exposition.js';
import type { ExposedSeries } from './exposition.js';

function seriesOf(text: string): readonly ExposedSeries[] {
  const page = parseExposition(text);
  if (!page.ok) throw new Error(`line ${page.line}: ${page.message}`);
  return page.series;
}

const series = (name: string, labels: Readonly<Record<string, string>>, value: number): ExposedSeries => ({
  name,
  labels: new Map(Object.entries(labels)),
  value,
});

describe('a page', () => {
  test('is its series, in order', () => {
    const text = `# HELP http_requests_total The total number of "HTTP" requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400",}    3 -1395066363000

# A histogram, and odd spacing
 a:b_bucket { le = "0.05" , x="" }	24054
plain 12.47e+3
#no space
`;
    expect(seriesOf(text)).toEqual([
      series('http_requests_total', { method: 'post', code: '200' }, 1027),
      series('http_requests_total', { method: 'post', code: '400' }, 3),
      series('a:b_bucket', { le: '0.05', x: '' }, 24054),
      series('plain', {}, 12470),
    ]);
  });

  test('may be empty', () => {
    expect(seriesOf('')).toEqual([]);
    expect(seriesOf('\n# only a comment\n')).toEqual([]);
  });

  test.each([
    ['NaN', Number.NaN],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['Inf', Number.POSITIVE_INFINITY],
    ['-Inf', Number.NEGATIVE_INFINITY],
    ['-0.5', -0.5],
    ['.5', 0.5],
    ['1e-07', 1e-7],
  ])('may have the value %s', (text, value) => {
    expect(seriesOf(`a ${text}\n`)).toEqual([series('a', {}, value)]);
  });

  test('may have escapes in label values', () => {
    expect(seriesOf(String.raw`a{x="\\d \"q\" \n,}{",y="ü"} 1` + '\n')).toEqual([
      series('a', { x: '\\d "q" \n,}{', y: 'ü' }, 1),
    ]);
  });

  test('may have labels that mean something to JavaScript', () => {
    const [one] = seriesOf('a{__proto__="x",constructor="y"} 1\n');
    expect([...(one?.labels ?? [])]).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('a bad line is told', () => {
  test.each([
    ['1a 5', 'expected the name of a series'],
    ['{a="b"} 5', 'expected the name of a series'],
    ['a', 'expected a number after the series, not ``'],
    ['a five', 'expected a number after the series, not `five`'],
    ['a 0x10', 'expected a number after the series, not `0x10`'],
    ['a 1_000', 'expected a number'],
    ['a 5 soon', 'expected a timestamp or nothing, not `soon`'],
    ['a 5 1 2', 'expected nothing after the timestamp'],
    ['a{x} 5', 'expected `=` after the label `x`'],
    ['a{x=5} 5', 'expected a quoted value for the label `x`'],
    ['a{x="5} 5', 'expected a quoted value for the label `x`'],
    [String.raw`a{x="\d"} 5`, 'expected a quoted value for the label `x`'],
    ['a{x="5" y="6"} 5', 'expected `,` or `}` after the label `x`'],
    ['a{x="5",x="6"} 5', 'the label `x` stands twice'],
    ['a{x="5"', 'expected `,` or `}` after the label `x`'],
    ['a{,} 5', 'expected the name of a label or `}`'],
    ['a{"quoted.name"} 5', 'expected the name of a label or `}`'],
  ])('%s', (line, message) => {
    const page = parseExposition(`# first\nb 1\n${line}\nc 2\n`);
    expect(page).toMatchObject({ ok: false, line: 3 });
    expect(page.ok ? '' : page.message).toContain(message);
  });

  test('where a page breaks off', () => {
    expect(parseExposition('a 1\nb 2')).toEqual({
      ok: false,
      line: 2,
      message: 'the page breaks off: its last line has no end',
    });
  });

  test('where a page is too long', () => {
    expect(parseExposition('\n'.repeat(LONGEST_PAGE + 1))).toMatchObject({ ok: false, line: 1 });
  });
});

describe('whatever the text', () => {
  test('a page that was written is read back', () => {
    const anySeries = fc.record({
      name: fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,8}$/),
      labels: fc.dictionary(fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/), fc.string({ unit: 'binary' })),
      value: fc.double().map((number) => number + 0), // 0 and -0 are one number on a page
    });
    fc.assert(
      fc.property(fc.array(anySeries), (all) => {
        const lines = all.map(({ name, labels, value }) => {
          const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
          const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
          return `${name}{${pairs.join(',')}} ${String(value).replace('Infinity', 'Inf')}\n`;
        });
        expect(seriesOf(lines.join(''))).toEqual(
          all.map(({ name, labels, value }) => series(name, labels, value)),
        );
      }),
    );
  });

  test('it is a page or an error with a line', () => {
    const pieces = fc.constantFrom(
      'a',
      '{',
      '}',
      '"',
      '\\',
      '=',
      ',',
      ' ',
      '\n',
      '#',
      '1',
      'x="y"',
      '\t',
      '\r',
      'NaN',
    );
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 60 }), (text) => {
        const page = parseExposition(text);
        if (!page.ok) expect(page.line).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a label as long as the page takes no more than its length', () => {
    const value = '\\\\'.repeat(2_000_000);
    expect(seriesOf(`a{x="${value}"} 1\n`)[0]?.labels.get('x')).toHaveLength(2_000_000);
    expect(parseExposition(`a{x="${value} 1\n`)).toMatchObject({ ok: false, line: 1 });
  });
});
