import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { check } from '../check/check.js';
import { valueTest } from './atom-test.js';
import type { Condition } from './formula.js';
import { matcher, traceMatch } from './match.js';
import { notPlain } from './plain.js';
import { regexShape } from './regex-shape.js';
import { readRequest, type RequestInput } from './request.js';

function condition(source: string): Condition {
  const checked = check(source, { kind: 'condition' });
  if (checked.condition === null) throw new Error(JSON.stringify(checked.diagnostics));
  return checked.condition;
}

const matches = (source: string, request: RequestInput): boolean =>
  matcher(condition(source))(readRequest(request));

const CHROME = 'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36';

describe('the meaning of a test', () => {
  const request: RequestInput = {
    method: 'POST',
    scheme: 'https',
    host: 'Shop.Example.:8443',
    path: '/a/b',
    query: 'q&x=1&x=2&y=%20',
    headers: [
      ['User-Agent', CHROME],
      ['X-Group', 'a'],
      ['x-group', 'b'],
      ['X-Empty', ''],
      ['Cookie', 'bare; s=1; t=a=b'],
      ['cookie', 's=2'],
    ],
  };
  test.each([
    ['header "user-agent" regex "^.*(Chrome).*$"', true],
    ['header "User-Agent" regex "Chrome"', false],
    ['header "User-Agent" contains "chrome"', false],
    ['header "User-Agent" contains "chrome" ignoring case', true],
    ['header "User-Agent" regex ".*chrome.*" ignoring case', true],
    ['header "X-Group" exact "a,b"', true],
    ['header "X-Empty" present', true],
    ['header "X-Empty" exact ""', true],
    ['header "X-None" present', false],
    ['header "X-None" exact ""', false],
    ['not header "X-None" exact "1"', true],
    ['host exact "SHOP.example"', true],
    ['host suffix ".EXAMPLE"', true],
    ['host regex "shop[.].*"', true],
    ['path exact "/a/b"', true],
    ['path prefix "/a/"', true],
    ['path under "/a"', true],
    ['path under "/a/b/"', true],
    ['path under "/a/bb"', false],
    ['path under "/"', true],
    ['method exact "post"', true],
    ['method in (GET, PUT)', false],
    ['scheme exact "https"', true],
    ['query "q" present', true],
    ['query "q" exact ""', true],
    ['query "x" exact "1"', true],
    ['query "y" exact "%20"', true],
    ['query "z" present', false],
    ['cookie "s" exact "1"', true],
    ['cookie "t" exact "a=b"', true],
    ['cookie "bare" present', false],
    ['cookie "S" present', false],
    ['header "Cookie" suffix "; s=2"', true],
    ['let a = method exact "GET"; let b = host present; a or b', true],
    ['user-agent = safari', false],
  ])('%s is %s', (source, expected) => {
    expect(matches(source, request)).toBe(expected);
  });

  test('methods of the request are taken as they are', () => {
    expect(matches('method exact "get"', { method: 'get' })).toBe(false);
  });

  test('what is left out is GET, http, no host, / and nothing else', () => {
    expect(
      matches('method exact "GET" and scheme exact "http" and host exact "" and path exact "/"', {}),
    ).toBe(true);
    expect(matches('query "q" present or header "a" present', {})).toBe(false);
  });

  test('headers may be an object', () => {
    expect(matches('header "X" exact "1"', { headers: { x: '1' } })).toBe(true);
  });
});

test('a hostile pattern and value take linear time', () => {
  const value = 'a'.repeat(50_000);
  expect(matches('header "x" regex "(a+)+b"', { headers: { x: value } })).toBe(false);
});

test('the trace has every part with what it looked at', () => {
  const trace = traceMatch(
    condition('header X exact "1" or not path prefix "/a"'),
    readRequest({ path: '/b' }),
  );
  expect(trace).toMatchObject({
    matches: true,
    parts: [
      { text: 'header "x" exact "1"', matches: false, value: null, parts: [] },
      { text: 'not path prefix "/a"', matches: true, parts: [{ matches: false, value: '/b' }] },
    ],
  });
});

describe('the shape of a regular expression', () => {
  test.each([
    ['^.*(Chrome).*$', { op: 'contains', value: 'Chrome' }],
    ['.*(?:Nexus 6P).*', { op: 'contains', value: 'Nexus 6P' }],
    ['^a\\.b$', { op: 'exact', value: 'a.b' }],
    ['/v1.*', { op: 'prefix', value: '/v1' }],
    ['.*x', { op: 'suffix', value: 'x' }],
    ['^.*(a|b).*$', null],
    ['a+', null],
    ['a\\d', null],
    ['(a.*', null],
    ['.*', null],
    ['', null],
  ])('%s', (pattern, shape) => {
    expect(regexShape(pattern)).toEqual(shape);
  });

  test('says the same as the engine', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '.', '\n', '😀')).map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.constantFrom('^.*(ab).*$', 'a\\.b', '.*b', 'a.*', '😀'), text, (pattern, value) => {
        const plainly = valueTest({
          field: 'header',
          name: 'x',
          op: 'regex',
          value: pattern,
          ignoreCase: false,
        });
        expect(plainly(value)).toBe(RE2JS.compile(pattern).matches(value));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a plain request', () => {
  const reason = (source: string, request: RequestInput): string | null =>
    notPlain(readRequest(request), condition(source).atoms);
  test.each<[string, RequestInput, string | null]>([
    ['header x exact "a"', { headers: { x: 'é' } }, null],
    [
      'header x exact "a"',
      {
        headers: [
          ['x', 'a'],
          ['X', 'b'],
        ],
      },
      'the header `x` stands on several lines',
    ],
    [
      'header y exact "a"',
      {
        headers: [
          ['x', 'a'],
          ['X', 'b'],
        ],
      },
      null,
    ],
    [
      'header x regex "a"',
      { headers: { x: 'é' } },
      '`header x` has a value that data planes may change or read differently: "é"',
    ],
    [
      'header x exact "a"',
      { headers: { x: ' a' } },
      '`header x` has a value that data planes may change or read differently: " a"',
    ],
    [
      'cookie a present',
      {
        headers: [
          ['cookie', 'a=1'],
          ['cookie', 'b=1'],
        ],
      },
      'the request has several `Cookie` lines',
    ],
    ['cookie a present', { headers: { cookie: 'a=1; a=2' } }, 'the cookie `a` stands twice'],
    ['cookie a present', { headers: { cookie: 'a =1' } }, 'the cookie `a` has blanks around its `=`'],
    ['cookie a present', { headers: { cookie: 'a=1; b = 2' } }, null],
    ['query q present', { query: 'q&q=1' }, 'the query parameter `q` stands twice'],
    [
      'path prefix "/a"',
      { path: '/a//b' },
      '`path` has a value that data planes may change or read differently: "/a//b"',
    ],
    ['header x present', { headers: { x: '\ud800' } }, 'the request is not valid UTF-8'],
  ])('%s: %j', (source, request, expected) => {
    expect(reason(source, request)).toBe(expected);
  });
});

describe('parts that a `let` names', () => {
  /** Each twice the one before, written out 2⁶⁰ tests. */
  const doubling = [
    'let a0 = header x present or header y present;',
    ...Array.from({ length: 60 }, (_, index) => `let a${index + 1} = a${index} and a${index};`),
    'a60',
  ].join(' ');

  test('are asked once, however often they are used', () => {
    const doubled = condition(doubling);
    const holds = matcher(doubled);
    expect(holds(readRequest({ headers: { y: '1' } }))).toBe(true);
    expect(holds(readRequest({}))).toBe(false);
    expect(holds(readRequest({ headers: { x: '' } }))).toBe(true);
  });

  test('are traced with their parts where they are first used', () => {
    const trace = traceMatch(
      condition('let a = host exact "b" or host exact "c"; a and path exact "/" or not a'),
      readRequest({}),
    );
    expect(trace).toMatchObject({
      parts: [{ parts: [{ parts: [{}, {}] }, {}] }, { parts: [{ matches: false, parts: [] }] }],
    });
    expect(JSON.stringify(traceMatch(condition(doubling), readRequest({}))).length).toBeLessThan(50_000);
  });
});

test('blanks inside of a cookie are passed over once', () => {
  const header = `a=1${' '.repeat(200_000)}2; b=3`;
  const before = process.cpuUsage().user;
  // Milliseconds of work, for which a busy machine may take much longer; going over the blanks again at each takes tens of seconds.
  expect(matches('cookie b exact "3"', { headers: { Cookie: header } })).toBe(true);
  expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
});
