import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { parse } from '../../syntax/parse.js';
import { checkCondition } from '../check-condition.js';
import type { Atom } from '../atom.js';
import { acceptsText } from './acceptor.js';
import { atomAcceptor } from './atom-acceptor.js';
import { plainValues } from './plain-values.js';
import { regexAcceptor } from './regex-acceptor.js';
import { Allowance, regionsOf } from './regions.js';

function atomsOf(...tests: readonly string[]): readonly Atom[] {
  const { condition } = checkCondition(parse(tests.join(' or ')), { analyses: false });
  if (condition === null) throw new Error(`not a condition: ${tests.join(' or ')}`);
  return condition.atoms;
}

/** The regions as text: one sign an atom, and the first witness. */
function regions(...tests: readonly string[]): readonly string[] {
  const { regions: found, isComplete } = regionsOf(atomsOf(...tests), 10_000, new Allowance());
  expect(isComplete).toBe(true);
  return found
    .map(
      ({ signs, values }) =>
        `${signs.map((sign) => (sign ? '+' : '-')).join('')} ${JSON.stringify(values[0] ?? null)}`,
    )
    .sort();
}

describe('what can hold together', () => {
  test('exact values exclude each other', () => {
    expect(regions('header x exact "a"', 'header x exact "b"')).toEqual(['+- "a"', '-+ "b"', '-- null']);
  });

  test('prefixes nest', () => {
    expect(regions('header x prefix "ab"', 'header x prefix "abc"')).toEqual([
      '++ "abc"',
      '+- "ab"',
      '-- null',
    ]);
  });

  test('an exact value decides a regular expression', () => {
    expect(regions('header x exact "abc"', 'header x regex "a.*"')).toEqual([
      '++ "abc"',
      '-+ "a"',
      '-- null',
    ]);
  });

  test('a regular expression may include another', () => {
    expect(regions('header x regex "[ab]+"', 'header x regex "a+"')).toEqual(['++ "a"', '+- "b"', '-- null']);
  });

  test('every positive test implies presence', () => {
    expect(regions('cookie c present', 'cookie c exact ""')).toEqual(['++ ""', '+- "a"', '-- null']);
  });

  test('texts may overlap', () => {
    expect(regions('header x contains "ab"', 'header x contains "bc"')).toEqual([
      '++ "abc"',
      '+- "ab"',
      '-+ "bc"',
      '-- null',
    ]);
  });

  test('a method is one', () => {
    expect(regions('method exact "GET"', 'method in (GET, POST)')).toEqual([
      '++ "GET"',
      '-+ "POST"',
      '-- "a"',
    ]);
  });

  test('a path goes by its segments', () => {
    expect(regions('path under "/a"', 'path prefix "/a"', 'path exact "/a/"')).toEqual(
      ['+++ "/a/"', '++- "/a"', '-+- "/aa"', '--- "/"'].sort(),
    );
  });

  test('a scheme is one of two', () => {
    expect(regions('scheme exact "http"', 'scheme exact "https"')).toEqual(['+- "http"', '-+ "https"']);
  });

  test('values are those of plain requests', () => {
    expect(regions('path contains "//"')).toEqual(['- "/"']);
    expect(regions('header x exact " a"')).toEqual(['- null']);
    expect(regions('cookie x contains ";"')).toEqual(['- null']);
    expect(regions('header x exact "é"')).toEqual(['+ "é"', '- null']);
    expect(regions('header x exact "éa" ignoring case')).toEqual(['- null']);
  });
});

test('many texts of one field are walked at once', () => {
  const paths = Array.from(
    { length: 60 },
    (_, index) => `path ${index % 2 === 0 ? 'under' : 'prefix'} "/team-${index}/x"`,
  );
  const found = regionsOf(atomsOf(...paths), 2_000, new Allowance());
  expect(found.isComplete).toBe(true);
  expect(found.regions).toHaveLength(61);
});

test('a search that was given up says so', () => {
  expect(regionsOf(atomsOf('header x contains "abcdefgh"'), 3, new Allowance()).isComplete).toBe(false);
});

const PATTERNS = [
  ...[
    '',
    'a',
    'a|ab',
    '^a',
    'a$',
    'a*b?',
    '(a|b)*c{2,3}',
    '[^a]',
    '.',
    '.*',
    '(?i)aB',
    '\\bab\\b',
    '\\Ba',
    'a\\b',
  ],
  ...[
    '(?m)^a$',
    '(?s).',
    '\\w+',
    '[[:upper:]]',
    'a^b',
    '$^',
    '\\z',
    '(?:a$|^b)',
    'x?(a|)',
    '(?i:k)',
    '[a-c&&b]',
  ],
  ...['\\x{e9}', '\\pL', 'é+', '\\d\\D', '(a*)*', '\\Qa.b\\E'],
];
const values = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', 'B', 'k', 'K', '.', ' ', '_', '1', 'é', '\n'), { maxLength: 6 })
  .map((letters) => letters.join(''));

test.each(PATTERNS)('the automaton of `%s` is the engine', (pattern) => {
  const regex = RE2JS.compile(pattern);
  const acceptor = regexAcceptor(pattern, false);
  fc.assert(
    fc.property(values, (value) => {
      expect([value, acceptsText(acceptor, value)]).toEqual([value, regex.matches(value)]);
    }),
    { numRuns: 300 },
  );
});

const TEXT_TESTS = ['exact "ab"', 'prefix "ab"', 'suffix "aba"', 'contains "aba"', 'in ("a", "ab", "")'];

test.each(TEXT_TESTS)('the automaton of `%s` is what it says, in either case', (comparison) => {
  const text = /"([^"]*)"/.exec(comparison)?.[1] ?? '';
  const meaning = (value: string, literal: string): boolean =>
    comparison.startsWith('exact')
      ? value === literal
      : comparison.startsWith('prefix')
        ? value.startsWith(literal)
        : comparison.startsWith('suffix')
          ? value.endsWith(literal)
          : comparison.startsWith('contains')
            ? value.includes(literal)
            : ['a', 'ab', ''].includes(value);
  const [sensitive, ignoring] = [
    atomsOf(`header x ${comparison}`),
    atomsOf(`header x ${comparison} ignoring case`),
  ];
  fc.assert(
    fc.property(values, (value) => {
      for (const atom of sensitive) expect(acceptsText(atomAcceptor(atom), value)).toBe(meaning(value, text));
      for (const atom of ignoring) {
        expect(acceptsText(atomAcceptor(atom), value)).toBe(meaning(value.toLowerCase(), text));
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['/', true],
  ['/a/b', true],
  ['/a/', true],
  ['/.a/..b/...', true],
  ['/a%20b%2', true],
  ['', false],
  ['a', false],
  ['//', false],
  ['/a/./b', false],
  ['/a/..', false],
  ['/.', false],
  ['/a%2Fb', false],
  ['/a%5cb', false],
  ['/%%2f', false],
  ['/a\\b', false],
  ['/a?b', false],
  ['/é', false],
  ['/a b', false],
])('the path %j is plain: %s', (path, isPlain) => {
  expect(acceptsText(plainValues({ field: 'path', name: null }, false), path)).toBe(isPlain);
});
