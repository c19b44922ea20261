import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { check } from '../check/check.js';
import { arbitrarySource } from '../testing/arbitrary-source.js';
import { SHOP } from '../testing/shop.js';
import { analyse } from './analysis.js';
import { diagnosticsOf } from './fixes.js';

describe('analyse', () => {
  test.each([
    'if (metric candidate errors < metric baseline errors) { result = candidate; } result',
    'errors / requests',
    'path under "/cart"',
    'if (metric v3 errors > 20%) { result = nil; }',
    'if (metric v1',
    '"',
    '',
  ])('finds what a check finds: %s', (text) => {
    const analysis = analyse(text, SHOP);
    const { diagnostics, kind, checked, condition } = check(text, SHOP);
    expect(diagnosticsOf(analysis)).toEqual(diagnostics);
    expect(analysis.checked === null).toBe(checked === null);
    expect(analysis.condition === null).toBe(condition === null);
    if (kind !== null) expect(analysis.kind).toBe(kind);
  });

  test('knows what the readable part of a broken text means', () => {
    const { meaning } = analyse('let share = metric v1 errors / metric v1 requests; if (share >', SHOP);
    expect(meaning.resolution.reads).toMatchObject([{ metric: 'errors' }, { metric: 'requests' }]);
    expect([...meaning.types.values()]).toContainEqual(
      expect.objectContaining({ unit: { count: 0, s: 0, B: 0 } }),
    );
  });

  test('knows the names of a broken condition', () => {
    const { meaning } = analyse('let a = path is "/a"; a and (', { kind: 'condition' });
    expect([...meaning.resolution.names.values()]).toMatchObject([
      { kind: 'let', declaration: { name: 'a' } },
    ]);
  });

  test('has an answer for a text that is too long', () => {
    const { diagnostics, lexemes } = analyse('x'.repeat(70_000));
    expect(diagnostics).toMatchObject([{ code: 'source-too-long' }]);
    expect(lexemes).toEqual([]);
  });

  test('there is an analysis of every kind of every part of every text', () => {
    fc.assert(
      fc.property(
        ...[arbitrarySource, fc.constantFrom(undefined, 'decision', 'score', 'condition' as const)],
        ...[fc.double({ min: 0, max: 1, noNaN: true })],
        (source, kind, part) => {
          const text = source.slice(0, Math.floor(source.length * part));
          expect(analyse(text, kind === undefined ? SHOP : { ...SHOP, kind }).text).toBe(text);
        },
      ),
      { seed: runSeed() },
    );
  });
});
