import { describe, expect, test } from '@jest/globals';
import { format, parse } from '@lamia/lang';
import fc from 'fast-check';
import { arbitraryCondition } from '../../packages/lang/src/testing/arbitrary-condition.js';
import { arbitrarySource } from '../../packages/lang/src/testing/arbitrary-source.js';

/** A tree without places and without how numbers were written. */
function meaning(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(meaning);
  if (typeof node !== 'object' || node === null) return node;
  const isNumber = 'kind' in node && node.kind === 'NumberLiteral';
  const kept = Object.entries(node).filter(
    ([key]) => !/^(?:start|end)$|Span$/.test(key) && !(isNumber && key === 'text'),
  );
  return Object.fromEntries(kept.map(([key, child]) => [key, meaning(child)]));
}

const comments = (source: string): readonly string[] =>
  parse(source).comments.map(({ text }) => text.trimEnd());

describe.each([
  ['random programs', arbitrarySource],
  ['random conditions', arbitraryCondition],
])('%s', (_what, arbitrary) => {
  /** Those that are not nested too deep, with their canonical text. */
  const formatted = arbitrary
    .map((source) => ({ source, text: format(source).text }))
    .filter((program): program is { source: string; text: string } => program.text !== null);
  const holds = (property: (source: string, text: string) => void): void =>
    fc.assert(
      fc.property(formatted, ({ source, text }) => property(source, text)),
      { numRuns: 400 },
    );

  test('fit the grammar', () => {
    fc.assert(
      fc.property(arbitrary, (source) => {
        const errors = parse(source).diagnostics.filter(({ severity }) => severity === 'error');
        expect(errors.filter(({ code }) => code !== 'too-deep')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('have a canonical text that is its own', () => {
    holds((_source, text) => expect(format(text).text).toBe(text));
  });

  test('keep their tree in it', () => {
    holds((source, text) => expect(meaning(parse(text).program)).toEqual(meaning(parse(source).program)));
  });

  test('keep their comments in it, in order', () => {
    holds((source, text) => expect(comments(text)).toEqual(comments(source)));
  });
});
