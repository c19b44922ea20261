import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import type { Atom, Comparison } from '../../condition/atom.js';
import { cookieValue, headerValue, queryValue, readRequest } from '../../condition/request.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { printRegex } from '../../condition/print-regex.js';
import { withoutAnchors } from '../../condition/regex-ends.js';
import { isNever, NEVER, type RegexTree } from '../../condition/regex-tree.js';
import { arbitraryRequest } from '../../condition/testing/arbitrary-request.js';
import { arbitraryLiteral } from '../../condition/testing/arbitrary-rules.js';
import { atomHolds } from '../fusion/atom-holds.js';
import { authorityHeader } from './authority-header.js';
import { cookieHeader } from './cookie-header.js';
import { pathHeader, queryHeader } from './path-header.js';

function tested(comparison: Comparison, ignoreCase = false): Atom {
  return { field: 'header', name: 'x', ignoreCase, ...comparison };
}

function values(atom: Atom): RegexTree {
  return comparisonTree(atom);
}

describe('as text', () => {
  const exact = values(tested({ op: 'exact', value: 'b' }));
  const prefix = values(tested({ op: 'prefix', value: '/b' }));
  test.each([
    ['a cookie', cookieHeader([{ name: 'a', values: exact }]), String.raw`(?:.*;)?[\t ]*a=b[\t ]*(?:;.*)?`],
    ['a path', pathHeader(prefix), String.raw`/b.*`],
    ['a query parameter', queryHeader('a', exact), String.raw`[^?]*\?(?:.*&)?a=b(?:&.*)?`],
    ['a host', authorityHeader(exact), String.raw`(?i:b\.?(?::[0-9]*)?)`],
  ])('%s', (_, tree, expected) => expect(printRegex(tree ?? NEVER)).toBe(expected));
});

const arbitraryValueTest = arbitraryLiteral.filter(({ field }) => field === 'cookie');

/** What an expression finds; null where there is none. */
function finder(tree: RegexTree | null): ((text: string) => boolean) | null {
  if (tree === null) return null;
  if (isNever(tree)) return () => false;
  const regex = RE2JS.compile(printRegex(tree));
  return (text) => regex.matches(text);
}

test('the expressions match the headers of just those requests', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      arbitraryValueTest,
      arbitraryValueTest,
      fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
      (first, second, inputs) => {
        const [one, two] = [first, second].map((atom) => withoutAnchors(comparisonTree(atom)));
        if (!one || !two) return;
        const finds = {
          cookie: finder(cookieHeader([{ name: 'a', values: one }])),
          cookies: finder(
            cookieHeader([
              { name: 'a', values: one },
              { name: 'b', values: two },
            ]),
          ),
          query: finder(queryHeader('q', one)),
          path: finder(pathHeader(one)),
          host: finder(authorityHeader(one)),
        };
        const isAscii = [first, second].some(({ op, ignoreCase }) => op === 'regex' || ignoreCase);
        const holds = (atom: Atom, value: string | undefined): boolean =>
          value !== undefined && atomHolds(atom, value);
        for (const input of inputs) {
          const request = readRequest(input);
          const header = headerValue(request, 'cookie');
          if (isAscii && /[^\t -~]/.test(header ?? '')) continue;
          compared += 1;
          const target = request.path + (request.query === null ? '' : `?${request.query}`);
          const found = {
            cookie: header !== undefined && finds.cookie?.(header),
            cookies: header !== undefined && finds.cookies?.(header),
            query: finds.query?.(target),
            path: finds.path?.(target),
          };
          const ofA = holds(first, cookieValue(request, 'a'));
          const wanted = {
            cookie: finds.cookie === null ? found.cookie : ofA,
            cookies: finds.cookies === null ? found.cookies : ofA && holds(second, cookieValue(request, 'b')),
            query: finds.query === null ? found.query : holds(first, queryValue(request, 'q')),
            path: finds.path === null ? found.path : holds(first, request.path),
          };
          expect([input, found]).toEqual([input, wanted]);
        }
      },
    ),
    { numRuns: 250 },
  );
  expect(compared).toBeGreaterThan(2500);
});

test('hosts are found in either case, with a port and with a dot', () => {
  fc.assert(
    fc.property(
      arbitraryLiteral.filter(({ field, ignoreCase }) => field === 'host' && !ignoreCase),
      fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
      (literal, inputs) => {
        const language = withoutAnchors(comparisonTree(literal));
        const finds = language && finder(authorityHeader(language));
        for (const input of finds === null ? [] : inputs) {
          const { host } = readRequest(input);
          expect([input.host, finds?.(input.host ?? '')]).toEqual([input.host, atomHolds(literal, host)]);
        }
      },
    ),
    { numRuns: 250 },
  );
});
