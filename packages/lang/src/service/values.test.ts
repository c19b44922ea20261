import { describe, expect, test } from '@jest/globals';
import { readText } from '../evaluate/read-text.js';
import type { Sample } from '../evaluate/value.js';
import { SHOP } from '../testing/shop.js';
import { analyse } from './analysis.js';
import { codeLenses } from './code-lenses.js';
import type { ServiceContext } from './context.js';
import { inlayHints } from './inlay-hints.js';

const known = (value: number): Sample => ({ known: true, value });
const VALUES: Readonly<Record<string, Sample>> = {
  'metric v1 requests': known(200),
  'metric v1 errors': known(10),
  'metric v2 requests': known(100),
  'metric v2 errors': { known: true, value: 0, assumed: true },
  'metric v2 latency': known(0.25),
  'metric v1 latency': { known: false, cause: 'many-series' },
  'promql "up"': known(1),
};
const CONTEXT: ServiceContext = {
  ...SHOP,
  sampleOf: (read, version) => VALUES[readText(read, version)] ?? null,
};

const hinted = (text: string, context: ServiceContext = CONTEXT): string =>
  [...inlayHints(analyse(text, context))]
    .reverse()
    .reduce((whole, { offset, label }) => `${whole.slice(0, offset)}[${label}]${whole.slice(offset)}`, text);

describe('current values stand at reads and comparisons', () => {
  test.each([
    [
      'if (metric v1 errors / metric v1 requests > metric candidate errors) { result = nil; }',
      'if (metric v1 errors[= 10] / metric v1 requests[= 200] > metric candidate errors[= assumed 0]) { result = nil; }',
    ],
    [
      'let share = metric v1 errors / metric v1 requests; if (share > 1%) { result = v2; } result',
      'let share = metric v1 errors[= 10] / metric v1 requests[= 200]; if (share > 1%[→ true]) { result = v2; } result',
    ],
    [
      'if (metric v1 errors / metric v1 requests < 1%) { result = v2; } result',
      'if (metric v1 errors[= 10] / metric v1 requests[= 200] < 1%[→ false: 0.05 and 0.01]) { result = v2; } result',
    ],
    [
      'if (metric v1 latency < metric v2 latency) { result = v2; } result',
      'if (metric v1 latency[= unknown: has several series where one is expected] < metric v2 latency[= 0.25 s][→ unknown: metric v1 latency has several series where one is expected]) { result = v2; } result',
    ],
    ['errors / requests', 'errors[= assumed 0] / requests[= 100]'],
    ['promql "up"', 'promql "up"[= 1]'],
    ['metric v1 errors > ', 'metric v1 errors[= 10] > '],
  ])('%s', (text, expected) => {
    expect(hinted(text)).toBe(expected);
  });

  test('within a part of the text only', () => {
    const analysis = analyse('errors / requests', CONTEXT);
    expect(inlayHints(analysis, { start: 0, end: 8 })).toEqual([{ offset: 6, label: '= assumed 0' }]);
  });

  test('none where nobody has looked', () => {
    expect(hinted('errors / requests', SHOP)).toBe('errors / requests');
    expect(hinted('errors / requests', { ...CONTEXT, sampleOf: () => null })).toBe('errors / requests');
  });
});

const lenses = (text: string, context: ServiceContext = CONTEXT): readonly string[] =>
  codeLenses(analyse(text, context)).map(({ title }) => title);

describe('what a program comes to stands above it', () => {
  test.each([
    [
      '// why\nif (metric candidate errors < metric baseline errors) { result = candidate; } result',
      ['v2, because the condition at 2:5 is true: 0 < 10'],
    ],
    ['errors / requests', ['v1 scores 0.05', 'v2 scores 0']],
    [
      'if (metric v1 latency > 1s) { result = v1; } result',
      ['undecided, because `metric v1 latency` has several series where one is expected (1:5)'],
    ],
  ])('%s', (text, expected) => {
    expect(lenses(text)).toEqual(expected);
  });

  test.each([
    ['an error', 'if (metric v3 errors > 1) { result = v1; }', CONTEXT],
    ['no values', 'errors / requests', SHOP],
    ['no versions', 'if (metric v1 errors > 1) { result = v1; }', { ...CONTEXT, versions: [] }],
    [
      'a role that nobody was told of',
      'if (metric v1 errors > 1) { result = candidate; }',
      { versions: ['v1'], ...(CONTEXT.sampleOf && { sampleOf: CONTEXT.sampleOf }) },
    ],
    ['no program', '', CONTEXT],
    ['a condition', 'path under "/a"', CONTEXT],
  ])('nothing with %s', (_why, text, context) => {
    expect(lenses(text, context)).toEqual([]);
  });

  test('above its first word', () => {
    expect(codeLenses(analyse('// why\nerrors', CONTEXT))[0]).toMatchObject({ start: 7, end: 7 });
  });
});
