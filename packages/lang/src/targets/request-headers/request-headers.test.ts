import { describe, expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import type { Atom, Comparison } from '../../condition/atom.js';
import { cookieValue, queryValue, readRequest } from '../../condition/request.js';
import { atomHolds, atomLanguage } from '../fusion/atom-language.js';
import { printRegex } from '../fusion/print-regex.js';
import { NEVER, type Tree } from '../fusion/regex-tree.js';
import { randomFrom } from '../testing/random.js';
import { authorityHeader } from './authority-header.js';
import { cookieHeader } from './cookie-header.js';
import { pathHeader, queryHeader } from './path-header.js';

function tested(comparison: Comparison, ignoreCase = false): Atom {
  return { field: 'header', name: 'x', ignoreCase, ...comparison };
}

function values(atom: Atom): Tree {
  return atomLanguage(atom) ?? NEVER;
}

describe('as text', () => {
  const exact = values(tested({ op: 'exact', value: 'b' }));
  const prefix = values(tested({ op: 'prefix', value: '/b' }));
  test.each([
    [
      'a cookie',
      cookieHeader([{ name: 'a', values: exact }]),
      String.raw`(?:.*;[\x09 ]*)?a=b[\x09 ]*(?:;.*)?`,
    ],
    ['a path', pathHeader(prefix), '/b.*'],
    ['a query parameter', queryHeader('a', exact), String.raw`[^?]*\?(?:.*&)?a=b(?:&.*)?`],
    ['a host', authorityHeader(exact), String.raw`[Bb]\.?(?::[0-9]*)?`],
  ])('%s', (_, tree, expected) => expect(printRegex(tree)).toBe(expected));
});

const ATOMS: readonly Atom[] = [
  tested({ op: 'present' }),
  ...['', 'a', 'b', 'ab', 'a b', 'b ', 'b.', '.a', '1'].flatMap((value) =>
    (['exact', 'prefix', 'suffix', 'contains'] as const).map((op) => tested({ op, value })),
  ),
  ...['[^x]+', '.*b.', '(a|b)*', '^a.*$', '.', '[^b]*', 'a|b c', '.*[.1]'].map((value) =>
    tested({ op: 'regex', value }),
  ),
  tested({ op: 'exact', value: 'AB' }, true),
  tested({ op: 'contains', value: 'aB' }, true),
];

const VALUES = ['', 'a', 'b', 'ab', 'AB', 'a b', 'a=b', 'b.a', '"a"', 'x', '1', 'a?b', 'a:b', 'ba1'];

test('the expressions match the headers of just those requests', () => {
  const random = randomFrom(7);
  for (const first of ATOMS) {
    const second = random.pick(ATOMS);
    const cookies = RE2JS.compile(
      printRegex(
        cookieHeader([
          { name: 'a', values: values(first) },
          { name: 'b', values: values(second) },
        ]),
      ),
    );
    const cookie = RE2JS.compile(printRegex(cookieHeader([{ name: 'a', values: values(first) }])));
    const query = RE2JS.compile(printRegex(queryHeader('a', values(first))));
    const path = RE2JS.compile(printRegex(pathHeader(values(first))));
    for (let round = 0; round < 100; round += 1) {
      const pairs = [
        `a=${random.pick(VALUES)}`,
        `b=${random.pick(VALUES)}`,
        `xa=${random.pick(VALUES)}`,
        'a',
      ];
      const kept = pairs.filter(() => random.chance(0.7)).sort(() => random.below(3) - 1);
      const header = kept.join(random.pick(['; ', ';', ' ; '])).trim();
      const request = readRequest({
        headers: { cookie: header },
        query: kept.filter((pair) => pair !== 'a').join('&'),
      });
      const holds = (atom: Atom, value: string | undefined) => value !== undefined && atomHolds(atom, value);
      const ofA = holds(first, cookieValue(request, 'a'));
      expect({ first, header, found: cookie.matches(header) }).toEqual({ first, header, found: ofA });
      const ofBoth = ofA && holds(second, cookieValue(request, 'b'));
      expect({ first, second, header, found: cookies.matches(header) }).toEqual({
        ...{ first, second, header },
        found: ofBoth,
      });
      const target = `/p?${request.query ?? ''}`;
      const ofQuery = holds(first, queryValue(request, 'a'));
      expect({ first, target, found: query.matches(target) }).toEqual({ first, target, found: ofQuery });
      const whole = `${random.pick(VALUES).replace('?', '')}${random.pick(['', '?', '?b', '?a=?'])}`;
      const ofPath = atomHolds(first, whole.replace(/\?.*/, ''));
      expect({ first, whole, found: path.matches(whole) }).toEqual({ first, whole, found: ofPath });
    }
  }
});

const HOSTS = ['a.example', 'A.Example', 'b', 'xab', '[::1]', '[fe80::a1]', '10.0.0.1', 'ab.', 'b.a'];

test('hosts are found in either case, with a port and with a dot', () => {
  for (const atom of ATOMS.filter(({ ignoreCase }) => !ignoreCase)) {
    const authority = RE2JS.compile(printRegex(authorityHeader(values(atom))));
    for (const host of HOSTS) {
      for (const port of ['', ':80', ':1', ':']) {
        const { host: compared } = readRequest({ host: `${host}${port}` });
        const found = authority.matches(`${host}${port}`);
        expect({ atom, host, port, found }).toEqual({ atom, host, port, found: atomHolds(atom, compared) });
      }
    }
  }
});
