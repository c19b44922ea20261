import { describe, expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import type { Comparison, Literal } from '../../condition/atom.js';
import { valueTest } from '../../condition/atom-test.js';
import { cookieValue, readRequest } from '../../condition/request.js';
import { positiveRules } from './positive-rule.js';
import { writeMatch } from './write-match.js';

function literal(name: string, comparison: Comparison): Literal {
  return { field: 'cookie', name, ...comparison, ignoreCase: false, negated: false };
}

/** What the Cookie line is matched with; null where it cannot be written. */
function written(all: readonly Literal[]): string | null {
  const [rule] =
    positiveRules({ all, route: 0 }, { apart: false, regexPaths: false, facts: new Map() }) ?? [];
  const match = rule === undefined ? null : writeMatch(rule.cube, { regexes: true, regexPaths: false });
  return match !== null && 'match' in match ? (match.match.headers?.[0]?.value ?? null) : null;
}

const LINES = [
  '',
  'a=',
  'a',
  'a=x',
  'xa=x',
  'a=xy',
  'b=x',
  'a=y; b=x',
  'b=x;a=y',
  'c=1;  a=x;\tb=y',
  'a=x; other; b=',
  'b="a=x"',
  'a=x.y; b=x',
  'a=b; b=a; c=x',
  'A=x',
  'a=xx; b=x y z',
  'a=x ; b=y',
  'a=é; b=é',
];

const TESTS: readonly Comparison[] = [
  { op: 'exact', value: 'x' },
  { op: 'exact', value: '' },
  { op: 'present' },
  { op: 'in', values: ['x', 'y'] },
  { op: 'prefix', value: 'x' },
  { op: 'suffix', value: 'y' },
  { op: 'contains', value: '.' },
  { op: 'contains', value: 'x ' },
  { op: 'regex', value: 'x.*y?' },
  { op: 'regex', value: '^[^y]+$' },
  { op: 'regex', value: String.raw`\D\W?` },
  { op: 'regex', value: 'x|;|y' },
];

function expectSame(atoms: readonly Literal[]): void {
  const regex = written(atoms);
  if (regex === null) throw new Error('it can be written');
  const compiled = RE2JS.compile(regex);
  for (const line of LINES) {
    const request = readRequest({ headers: [['Cookie', line]] });
    const expected = atoms.every((atom) => {
      const value = cookieValue(request, atom.name ?? '');
      return value !== undefined && valueTest(atom)(value);
    });
    expect([line, regex, compiled.matches(line)]).toEqual([line, regex, expected]);
  }
}

describe('a regular expression for a Cookie line', () => {
  test.each(TESTS)('finds one cookie by %j', (comparison) => expectSame([literal('a', comparison)]));

  test.each(TESTS)('finds two in either order, one by %j', (comparison) =>
    expectSame([literal('a', comparison), literal('b', { op: 'present' })]),
  );

  test('finds three in any order', () => {
    expectSame(['a', 'b', 'c'].map((name) => literal(name, { op: 'present' })));
  });

  test('cannot be made for four, nor for one within a line that is tested itself', () => {
    const present = ['a', 'b', 'c', 'd'].map((name) => literal(name, { op: 'present' }));
    expect(written(present)).toBeNull();
    const line: Literal = { ...literal('cookie', { op: 'regex', value: 'x+.*' }), field: 'header' };
    expect(written([line, literal('a', { op: 'present' })])).toBeNull();
  });
});
