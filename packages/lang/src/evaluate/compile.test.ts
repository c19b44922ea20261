import { describe, expect, test } from '@jest/globals';
import { compiledDecision, compiledScore } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import type { CompiledDecision, CompiledScore } from './compile.js';

function decision(source: string, options = {}): CompiledDecision {
  return compiledDecision(checked(source, 'decision', options));
}

function score(source: string): CompiledScore {
  return compiledScore(checked(source, 'score', {}));
}

describe('a compiled decision', () => {
  test('serves every release', () => {
    const compiled = decision('if (metric candidate e < metric baseline e) { result = candidate; } result');
    const given = values(1, 2);
    const decideIn = (baseline: string, candidate: string): string | null =>
      compiled.bind({ versions: [baseline, candidate], baseline, candidate }).decide(given).result;
    expect(decideIn('a', 'b')).toBe('b');
    expect(decideIn('c', 'd')).toBe('d');
  });

  test('says what a snapshot must hold', () => {
    expect(decision('if (metric v1 b / metric v1 a > metric v1 b) {} result').reads).toMatchObject([
      { metric: 'b' },
      { metric: 'a' },
    ]);
  });

  test('gives one frozen decision for one outcome', () => {
    const bound = decision('if (metric v1 a > 1) { result = v1; } result', RELEASE).bind(RELEASE);
    const first = bound.decide(values(2));
    expect(Object.isFrozen(first)).toBe(true);
    expect(Object.isFrozen(first.unknown)).toBe(true);
    expect(bound.decide(values(3))).toBe(first);
    expect(bound.decide(values(0))).not.toBe(first);
  });

  test('compares versions by what they are called in the release', () => {
    const compiled = decision(
      'if (candidate == v9) { result = baseline; } else { result = candidate; } result',
    );
    const bind = (candidate: string): string | null =>
      compiled.bind({ versions: [], baseline: 'v0', candidate }).decide(values()).result;
    expect(bind('v9')).toBe('v0');
    expect(bind('v8')).toBe('v8');
  });

  test('refuses a release that lacks a version it favours', () => {
    const compiled = decision('candidate');
    expect(() => compiled.bind({ versions: ['v1'], baseline: 'v1', candidate: null })).toThrow(RangeError);
  });

  test('finds no series for a version that the release lacks', () => {
    const compiled = decision('if (metric v9 a > metric v1 a) { result = v1; } result');
    const bound = compiled.bind({ versions: ['v1'], baseline: null, candidate: null });
    const unknown = [{ read: 'metric v9 a', cause: 'no-series', start: 4, end: 15 }];
    expect(bound.decide(values(5, 1)).unknown).toEqual(unknown);
    expect(bound.trace(values(5, 1)).decision.unknown).toEqual(unknown);
  });
});

describe('a compiled score', () => {
  test('serves every version', () => {
    const bound = ['v1', 'v2'].map((version) => score('good / all').bind(RELEASE, version));
    expect(bound.map((one) => one.score(values(9, 10)))).toEqual([
      { known: true, value: 0.9 },
      { known: true, value: 0.9 },
    ]);
    expect(bound.map((one) => one.score(values(9, 'no-series')))).toMatchObject([
      { unknown: [{ read: 'metric v1 all' }] },
      { unknown: [{ read: 'metric v2 all' }] },
    ]);
  });

  test('may look at one version for all', () => {
    const bound = score('good / metric baseline good').bind(RELEASE, 'v2');
    expect(bound.score(values(8, 10))).toEqual({ known: true, value: 0.8 });
    expect(bound.score(values(8, 'nan'))).toMatchObject({ unknown: [{ read: 'metric baseline good' }] });
  });

  test('reads `promql` of no version', () => {
    const bound = score('good / promql "sum(all)"').bind(RELEASE, 'v2');
    expect(bound.score(values(8, 10))).toEqual({ known: true, value: 0.8 });
    expect(bound.score(values(8, 0))).toMatchObject({
      unknown: [{ read: 'promql "sum(all)"', cause: 'divide-by-zero' }],
    });
  });
});
