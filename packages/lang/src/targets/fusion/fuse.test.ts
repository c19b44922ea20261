import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import type { Atom, Comparison } from '../../condition/atom.js';
import { printRegex } from '../../condition/print-regex.js';
import { isNever } from '../../condition/regex-tree.js';
import { arbitraryLiteral, TEXTS } from '../../condition/testing/arbitrary-rules.js';
import { atomHolds } from './atom-holds.js';
import { fuse, type Fused, type Tested } from './fuse.js';
import { matchRegex } from './value-match.js';

function header(comparison: Comparison, ignoreCase = false): Atom {
  return { field: 'header', name: 'x', ignoreCase, ...comparison };
}

const contains = (value: string): Atom => header({ op: 'contains', value });

function regexOf(fused: Fused): string | null {
  return fused.kind === 'fused' && fused.positive !== null ? matchRegex(fused.positive.match) : null;
}

describe('several tests that must hold', () => {
  test.each<readonly [string, readonly Atom[], Fused['kind'] | Tested['match']]>([
    [
      'an exact value decides the others',
      [header({ op: 'exact', value: 'abc' }), header({ op: 'regex', value: 'a.*' })],
      { kind: 'exact', value: 'abc' },
    ],
    [
      'exact values exclude each other',
      [header({ op: 'exact', value: 'a' }), header({ op: 'exact', value: 'b' })],
      'never',
    ],
    [
      'of a list only what passes is left',
      [header({ op: 'in', values: ['ab', 'bc', 'bd'] }), header({ op: 'prefix', value: 'b' })],
      { kind: 'regex', regex: 'bc|bd' },
    ],
    [
      'prefixes nest',
      [header({ op: 'prefix', value: 'a' }), header({ op: 'prefix', value: 'ab' })],
      { kind: 'prefix', value: 'ab' },
    ],
    [
      'or exclude each other',
      [header({ op: 'prefix', value: 'a' }), header({ op: 'prefix', value: 'b' })],
      'never',
    ],
    [
      'the words of regular expressions are looked at',
      [header({ op: 'regex', value: '^.*(Chrome).*$' }), header({ op: 'regex', value: '^.*(Nexus 6P).*$' })],
      { kind: 'regex', regex: '.*Chrome.*Nexus 6P.*|.*Nexus 6P.*Chrome.*' },
    ],
    [
      'overlaps are texts as well',
      [contains('ab'), contains('bc')],
      { kind: 'regex', regex: '.*abc.*|.*ab.*bc.*|.*bc.*ab.*' },
    ],
    [
      'a prefix and a suffix may overlap',
      [header({ op: 'prefix', value: 'aba' }), header({ op: 'suffix', value: 'bab' })],
      { kind: 'regex', regex: 'abab|aba.*bab' },
    ],
    [
      'a part of another word says nothing new',
      [contains('Chrome'), contains('rom')],
      { kind: 'regex', regex: '.*Chrome.*' },
    ],
  ])('%s', (_, positives, expected) => {
    const fused = fuse({ positives, negatives: [] });
    if (typeof expected === 'string') expect(fused.kind).toBe(expected);
    else expect(fused).toMatchObject({ kind: 'fused', positive: { match: expected }, negative: null });
  });

  test('what has no exact form as one test names both', () => {
    const [first, second] = [header({ op: 'regex', value: '[0-9]+' }), header({ op: 'suffix', value: '7' })];
    expect(fuse({ positives: [first, second], negatives: [] })).toEqual({ kind: 'apart', first, second });
  });

  test('ignoring case is kept where only one of them does', () => {
    const fused = fuse({
      positives: [header({ op: 'prefix', value: 'ab' }, true), header({ op: 'prefix', value: 'aBc' })],
      negatives: [],
    });
    expect(regexOf(fused)).toBe('aBc.*');
  });
});

/** Tests of one header. */
const arbitraryAtoms = (most: number): fc.Arbitrary<readonly Atom[]> =>
  fc.array(
    arbitraryLiteral
      .filter(({ field }) => field === 'header' || field === 'cookie')
      .map((literal): Atom => ({ ...literal, field: 'header', name: 'x' })),
    { maxLength: most },
  );

const arbitraryValue = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc
    .array(fc.constantFrom('a', 'b', 'A', '1', '/', 'ab', 'é', '.'), { maxLength: 6 })
    .map((parts) => parts.join('')),
);

function compiled(tested: Tested | null): { match: RE2JS; language: RE2JS | null } | null {
  if (tested === null) return null;
  const { match, language } = tested;
  const isText = language !== null && !isNever(language);
  return {
    match: RE2JS.compile(matchRegex(match)),
    language: isText ? RE2JS.compile(printRegex(language)) : null,
  };
}

test('the fused test holds for just the values for which all do', () => {
  let [fusedCount, apart] = [0, 0];
  fc.assert(
    fc.property(
      arbitraryAtoms(3),
      arbitraryAtoms(2),
      fc.array(arbitraryValue, { minLength: 20, maxLength: 20 }),
      (positives, negatives, values) => {
        const fused = fuse({ positives, negatives });
        if (fused.kind === 'apart') {
          apart += 1;
          return;
        }
        fusedCount += 1;
        const [positive, negative] =
          fused.kind === 'fused' ? [compiled(fused.positive), compiled(fused.negative)] : [null, null];
        const isAscii = [...positives, ...negatives].some(
          ({ op, ignoreCase }) => op === 'regex' || ignoreCase,
        );
        for (const value of values.filter((each) => !isAscii || /^[\t -~]*$/.test(each))) {
          const wanted =
            positives.every((atom) => atomHolds(atom, value)) &&
            !negatives.some((atom) => atomHolds(atom, value));
          const holds =
            fused.kind === 'fused' &&
            positive?.match.matches(value) !== false &&
            negative?.match.matches(value) !== true;
          expect([value, holds]).toEqual([value, wanted]);
          for (const tested of [positive, negative]) {
            if (tested?.language) expect(tested.language.matches(value)).toBe(tested.match.matches(value));
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
  expect(fusedCount).toBeGreaterThan(4 * apart);
});
