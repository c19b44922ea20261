import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { printPromql, stringLiteral } from './print.js';
import type { RangeSelector } from './syntax.js';

const range: RangeSelector = { kind: 'range', series: 'hits_total', matchers: [], window: 60_000, offset: 0 };

describe('a query is printed', () => {
  test('as a range', () => {
    expect(printPromql(range)).toBe('hits_total[60s]');
    expect(printPromql({ ...range, window: 1_500, offset: 3_600_000 })).toBe(
      'hits_total[1500ms] offset 3600s',
    );
    const matchers = [
      { label: 'code', operator: '=~', value: '5..' },
      { label: 'app', operator: '!=', value: 'a"b' },
    ] as const;
    expect(printPromql({ ...range, matchers })).toBe('hits_total{code=~"5..",app!="a\\"b"}[60s]');
  });

  test('as calls and aggregations', () => {
    const increase = { kind: 'call', name: 'increase', numbers: [], of: range } as const;
    const sum = { kind: 'aggregation', operator: 'sum', by: ['app', 'le'], of: increase } as const;
    const text = 'sum by (app, le) (increase(hits_total[60s]))';
    expect(printPromql(sum)).toBe(text);
    expect(printPromql({ kind: 'call', name: 'histogram_quantile', numbers: [0.99], of: sum })).toBe(
      `histogram_quantile(0.99, ${text})`,
    );
  });

  test('only with names that are names', () => {
    expect(() => printPromql({ ...range, series: 'a{b="c"}' })).toThrow(RangeError);
    expect(() => printPromql({ ...range, matchers: [{ label: 'a"', operator: '=', value: '' }] })).toThrow(
      RangeError,
    );
    expect(() => printPromql({ kind: 'aggregation', operator: 'sum', by: ['a)'], of: range })).toThrow(
      RangeError,
    );
  });
});

/** What Go's `strconv.Unquote` makes of the escapes that are printed; a real Prometheus reads them in test/prometheus. */
function unquoted(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, hexadecimal?: string, character?: string) => {
      if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
      return character === 'n' ? '\n' : (character ?? '');
    });
}

describe('a text in quotes', () => {
  test('reads back as it was, and cannot end early', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const literal = stringLiteral(text);
        expect(unquoted(literal)).toBe(text);
        expect(literal).toMatch(/^"(?:[^"\\\p{Cc}\u2028\u2029]|\\u[0-9a-f]{4}|\\["\\n])*"$/u);
      }),
    );
  });

  test('holds no lone surrogate, which UTF-8 cannot say', () => {
    expect(stringLiteral('a\ud800b😀\udc00')).toBe('"a\ufffdb😀\ufffd"');
  });
});
