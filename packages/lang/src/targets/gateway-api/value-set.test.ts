import { describe, expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import type { Atom, Literal } from '../../condition/atom.js';
import { valueTest } from '../../condition/atom-test.js';
import { quoteRegex } from '../../condition/regex-text.js';
import { factsOf } from './field-facts.js';
import { valuesOfAtom } from './field-values.js';
import { positiveRules } from './positive-rule.js';
import { Chance } from './testing/random-rules.js';
import { holds, isWithin, meet, type ValueSet } from './value-set.js';
import { writeMatch } from './write-match.js';

const SEED = 7;
const LETTERS = ['a', 'b', 'A', '/'];

/** Every text of some letters, up to a length. */
function texts(length: number): readonly string[] {
  const shorter = length === 0 ? [] : texts(length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return length === 0
    ? ['']
    : [...shorter, ...longest.flatMap((text) => LETTERS.map((letter) => text + letter))];
}
const TEXTS = texts(5);

function randomAtom(chance: Chance): Literal {
  const common = { field: 'header', name: 'x', negated: false } as const;
  const value = Array.from({ length: chance.below(4) }, () => chance.of(['a', 'b', 'A', '/'])).join('');
  const ignoreCase = chance.below(2) === 0;
  const op = chance.of([
    'exact',
    'prefix',
    'suffix',
    'contains',
    'contains',
    'under',
    'regex',
    'in',
  ] as const);
  switch (op) {
    case 'in':
      return { ...common, op, values: [value, 'ab'], ignoreCase };
    case 'regex':
      return { ...common, op, value: chance.of(['a+b*', '.*(ab|ba)', '[^b]*', 'A.?']), ignoreCase };
    case 'under':
      // Every path is under the empty text, which is no test.
      return { ...common, op, value: `a${value}`, ignoreCase };
    default:
      return { ...common, op, value, ignoreCase };
  }
}

/** Two sets of two atoms, and what they are to hold. */
function pairs(
  count: number,
): readonly { first: ValueSet; second: ValueSet; atoms: readonly [Atom, Atom] }[] {
  const chance = new Chance(SEED);
  return Array.from({ length: count }, () => {
    const [first, second] = [randomAtom(chance), randomAtom(chance)];
    const facts = factsOf([first, second]);
    return { first, second, facts };
  }).flatMap(({ first, second, facts }) => {
    const [left, ...others] = valuesOfAtom(first, { apart: false, facts });
    const [right, ...more] = valuesOfAtom(second, { apart: false, facts });
    // Those of several sets are alternatives, which are compared one by one elsewhere.
    if (left === undefined || right === undefined || others.length + more.length > 0) return [];
    return [{ first: left, second: right, atoms: [first, second] as const }];
  });
}

describe('sets of values', () => {
  test('hold what their atoms hold', () => {
    for (const { first, atoms } of pairs(300)) {
      const test = valueTest(atoms[0]);
      expect([atoms[0], TEXTS.filter((text) => holds(first, text))]).toEqual([atoms[0], TEXTS.filter(test)]);
    }
  });

  test('that meet hold what both hold, and none is missed', () => {
    for (const { first, second, atoms } of pairs(300)) {
      const both = meet(first, second);
      const found = TEXTS.filter((text) => both !== null && holds(both, text));
      const expected = TEXTS.filter((text) => valueTest(atoms[0])(text) && valueTest(atoms[1])(text));
      expect([SEED, atoms, found]).toEqual([SEED, atoms, expected]);
      if (both !== null) expect([isWithin(both, first), isWithin(both, second)]).toEqual([true, true]);
    }
  });

  test('that are within others hold nothing else', () => {
    let count = 0;
    for (const { first, second, atoms } of pairs(300)) {
      if (!isWithin(first, second)) continue;
      count++;
      expect([SEED, atoms, TEXTS.filter((text) => holds(first, text) && !holds(second, text))]).toEqual([
        SEED,
        atoms,
        [],
      ]);
    }
    expect(count).toBeGreaterThan(20);
  });
});

test('several tests at once are written as what passes all, overlaps and all', () => {
  const chance = new Chance(SEED);
  let count = 0;
  for (let round = 0; round < 400; round++) {
    const atoms = [randomAtom(chance), randomAtom(chance), randomAtom(chance)];
    const rule = positiveRules(
      { all: atoms, route: 0 },
      { apart: false, regexPaths: false, facts: factsOf(atoms) },
    );
    const regexes = (rule ?? []).map(({ cube }) => {
      const written = writeMatch(cube, { regexes: true, regexPaths: false });
      const [header] = 'match' in written ? (written.match.headers ?? []) : [];
      return header === undefined
        ? null
        : RE2JS.compile(header.type === 'Exact' ? quoteRegex(header.value) : header.value);
    });
    if (regexes.includes(null)) continue;
    count++;
    const found = TEXTS.filter((text) => regexes.some((regex) => regex?.matches(text)));
    const expected = TEXTS.filter((text) => atoms.every((atom) => valueTest(atom)(text)));
    expect([SEED, atoms, found]).toEqual([SEED, atoms, expected]);
  }
  expect(count).toBeGreaterThan(250);
});
