import { describe, expect, test } from '@jest/globals';
import type { MetricCatalogue } from './catalogue.js';
import { check } from './check.js';
import type { CheckOptions } from './options.js';
import { BYTES, COUNT, RATIO, SECONDS, type Unit } from './unit.js';

/** Bugs that were found, each by the text that showed it. */
const gauge = (unit: Unit) => ({ unit, kind: 'gauge' as const, description: '', statistics: [] });
const catalogue: MetricCatalogue = {
  name: 'shop',
  metrics: new Map([
    ['latency', gauge(SECONDS)],
    ['memory', gauge(BYTES)],
    ['cpu', gauge(RATIO)],
    ['errors', gauge(COUNT)],
    ['requests', gauge(COUNT)],
  ]),
  unavailable: new Map(),
};

const codes = (source: string, options: CheckOptions = { catalogue }): readonly string[] =>
  check(source, options).diagnostics.map(({ code }) => code);
const fixes = (source: string, options: CheckOptions = { catalogue }): readonly string[] =>
  check(source, options).diagnostics.flatMap((diagnostic) =>
    (diagnostic.fixes ?? []).map(({ title }) => title),
  );

describe('bare numbers beside seconds and bytes', () => {
  test.each([
    'latency + max(250, 1)',
    'latency + abs(250)',
    'max(5, 6, latency)',
    'latency + (250 ?? 1)',
    'memory - clamp(5, 1, 9)',
  ])('do not slip through a function: %s', (source) => {
    expect(codes(source)).toContain('bare-literal');
  });

  test.each(['latency + 1/0', 'cpu + 1/0'])('are never offered as what is no number: %s', (source) => {
    expect(fixes(source).join(' ')).not.toMatch(/Infinity|NaN/);
  });
});

describe('suggested names', () => {
  const release = { catalogue, versions: ['v1', 'result'], baseline: 'v1', candidate: 'result' };

  test('for a quoted label are labels, not roles', () => {
    expect(fixes('result = "candidat";', release)).toEqual([]);
    expect(fixes('result = candidat;', release)).toEqual(['write candidate']);
  });

  test('that are reserved words are written in quotes', () => {
    expect(fixes('result = resul;', release)).toEqual(['write "result"']);
  });

  test('include a `let` where a number is wanted', () => {
    const decision = 'let limit = 50; if (metric v1 requests > limt) { result = v1; }';
    expect(fixes(decision, release)).toContain('write limit');
    expect(fixes('let totals = requests; errors / total')).toContain('write totals');
  });
});

describe('a `let` with a suffix', () => {
  test.each(['x over 5m', 'x.p99', 'x{code="200"}'])('is no read: %s', (read) => {
    expect(codes(`let x = requests; ${read}`, {})).toContain('bad-read');
  });
});

describe('advice', () => {
  test('to write `atLeast` is given for counts only', () => {
    expect(codes('errors / max(latency, 1ms)')).not.toContain('guarded-denominator');
    expect(codes('errors / max(requests, 1)')).toContain('guarded-denominator');
  });

  test('on equality is not given where the types do not fit', () => {
    expect(codes('if (5 == nil) { result = v1; }')).not.toContain('measured-equality');
  });
});

describe('a comment that swallowed code', () => {
  test.each([
    ['what is left cannot be read', 'if (a > 1) { // why result = v1; } result', 'syntax-error'],
    ['nothing is left', '// why if (a > 1) { result = v1; } result', 'empty-program'],
    ['what is left is of another kind', 'path exact "/" and result // why; } result', 'misplaced-predicate'],
  ])('is told also where %s', (_what, source, other) => {
    expect([...codes(source)].sort()).toEqual(['comment-swallows-code', other].sort());
  });

  test('is told at its place, in the order of places', () => {
    const { diagnostics } = check('result = ; // why result = v1;\nresult = ;');
    expect(diagnostics.map(({ code, start }) => [code, start])).toEqual([
      ['syntax-error', 9],
      ['comment-swallows-code', 11],
      ['syntax-error', 40],
    ]);
  });
});
