import { describe, expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import type { Atom, Comparison } from '../../condition/atom.js';
import { randomFrom, type Random } from '../testing/random.js';
import { atomHolds } from './atom-language.js';
import { fuse, type Fused, type Tested } from './fuse.js';
import { printRegex } from './print-regex.js';
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

const WORDS = ['', 'a', 'b', 'ab', 'ba', 'aba', 'B', 'bab', 'abc'];
const REGEXES = [
  '^.*(ab).*$',
  'a{1,2}b?',
  '(a|bc).*',
  '^ab$|c',
  '[^a]b',
  '(?i)AB.*',
  'a.c',
  '.+',
  '(ab)?.*',
  '\\Qa\\E.*',
  'a*',
];

function randomAtom(random: Random): Atom {
  const ignoreCase = random.chance(0.2);
  const op = random.pick([
    'exact',
    'prefix',
    'suffix',
    'contains',
    'under',
    'in',
    'regex',
    'present',
  ] as const);
  switch (op) {
    case 'present':
      return header({ op });
    case 'in':
      return header({ op, values: [random.pick(WORDS), random.pick(WORDS)] }, ignoreCase);
    default:
      return header({ op, value: random.pick(op === 'regex' ? REGEXES : WORDS) }, ignoreCase);
  }
}

function randomValue(random: Random): string {
  return Array.from({ length: random.below(7) }, () => random.pick(['a', 'b', 'b', 'c', 'A', 'B', '/'])).join(
    '',
  );
}

function compiled(tested: Tested | null): { match: RE2JS; language: RE2JS | null } | null {
  if (tested === null) return null;
  const { match, language } = tested;
  return {
    match: RE2JS.compile(matchRegex(match)),
    language: language === null ? null : RE2JS.compile(printRegex(language)),
  };
}

test('the fused test holds for just the values for which all do', () => {
  const seed = 20261126;
  const random = randomFrom(seed);
  let apart = 0;
  for (let round = 0; round < 2000; round += 1) {
    const positives = Array.from({ length: random.below(4) }, () => randomAtom(random));
    const negatives = Array.from({ length: random.below(3) }, () => randomAtom(random));
    const fused = fuse({ positives, negatives });
    if (fused.kind === 'apart') {
      apart += 1;
      continue;
    }
    const [positive, negative] =
      fused.kind === 'fused' ? [compiled(fused.positive), compiled(fused.negative)] : [null, null];
    for (let check = 0; check < 30; check += 1) {
      const value = randomValue(random);
      const wanted =
        positives.every((atom) => atomHolds(atom, value)) &&
        !negatives.some((atom) => atomHolds(atom, value));
      const holds =
        fused.kind === 'fused' &&
        positive?.match.matches(value) !== false &&
        negative?.match.matches(value) !== true;
      if (holds !== wanted)
        throw new Error(JSON.stringify({ seed, round, value, positives, negatives, fused }));
      for (const tested of [positive, negative]) {
        if (tested?.language) expect(tested.language.matches(value)).toBe(tested.match.matches(value));
      }
    }
  }
  expect(apart).toBeLessThan(300);
});
