import { describe, expect, test } from '@jest/globals';
import type { RequestInput } from '../../condition/request.js';
import { compileRoutes } from './evaluate.js';
import type { HeaderMatcher, RouteMatch, StringMatcher } from './route-config.js';

function matches(match: RouteMatch, request: RequestInput): boolean {
  const virtualHost = { name: 'all', domains: ['*'], routes: [{ match }] };
  return compileRoutes({ virtual_hosts: [virtualHost] })(request) !== null;
}

/** Missing, empty, `a`, `A`. */
const VALUES: readonly (RequestInput['headers'] & object)[] = [
  [],
  [['x', '']],
  [['X', ' a\t']],
  [['x', 'A']],
];

function row(
  matcher: Omit<HeaderMatcher, 'name'> & ({ string_match: StringMatcher } | { present_match: boolean }),
): string {
  return VALUES.map((headers) =>
    matches({ prefix: '/', headers: [{ name: 'x', ...matcher }] }, { headers }) ? 'y' : 'n',
  ).join('');
}

describe('tests of a header: missing, empty, a, A', () => {
  const exact = { exact: 'a' };
  const nullable = { safe_regex: { regex: 'a*' } };
  const inverted = { invert_match: true };
  const asEmpty = { treat_missing_header_as_empty: true };

  test.each([
    ['a value', { string_match: exact }, 'nnyn'],
    ['in either case', { string_match: { ...exact, ignore_case: true } }, 'nnyy'],
    ['inverted, a missing one fails too', { string_match: exact, ...inverted }, 'nyny'],
    ['inverted, missing as empty', { string_match: exact, ...inverted, ...asEmpty }, 'yyny'],
    ['what an empty value passes', { string_match: nullable }, 'nyyn'],
    ['what an empty value passes, missing as empty', { string_match: nullable, ...asEmpty }, 'yyyn'],
    ['what an empty value passes, inverted', { string_match: nullable, ...inverted }, 'nnny'],
    ['an empty value', { string_match: { exact: '' } }, 'nynn'],
    ['presence', { present_match: true }, 'nyyy'],
    ['absence', { present_match: true, ...inverted }, 'ynnn'],
    ['absence, as Envoy can say it too', { present_match: false }, 'ynnn'],
    ['presence, missing as empty', { present_match: true, ...asEmpty }, 'yyyy'],
  ])('%s', (_what, matcher, expected) => {
    expect(row(matcher)).toBe(expected);
  });
});

test('regular expressions match the whole value, byte by byte', () => {
  const found = (regex: string, value: string): boolean =>
    matches(
      { prefix: '/', headers: [{ name: 'x', string_match: { safe_regex: { regex } } }] },
      { headers: { x: value } },
    );
  expect([found('a', 'ab'), found('é', 'é'), found('..', 'é'), found('.', 'é'), found('é?', '')]).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});

test('lines of one header are compared each by itself, or joined, as the release does', () => {
  const headers: RequestInput['headers'] = [
    ['x', 'a'],
    ['x', 'b'],
    ['user-agent', 'a'],
    ['user-agent', 'b'],
  ];
  const routes = (name: string, exact: string) => [
    { match: { prefix: '/', headers: [{ name, string_match: { exact } }] } },
  ];
  const takes = (name: string, exact: string, repeatedHeaders: 'each' | 'joined'): boolean => {
    const virtualHost = { name: 'all', domains: ['*'], routes: routes(name, exact) };
    return compileRoutes({ virtual_hosts: [virtualHost] }, { repeatedHeaders })({ headers }) !== null;
  };
  expect([takes('x', 'b', 'each'), takes('x', 'a,b', 'each')]).toEqual([true, false]);
  expect([takes('x', 'b', 'joined'), takes('x', 'a,b', 'joined')]).toEqual([false, true]);
  expect([takes('user-agent', 'b', 'each'), takes('user-agent', 'a,b', 'each')]).toEqual([false, true]);
});

test('the header `:path` holds the query, `:authority` the host as sent', () => {
  const request: RequestInput = { host: 'Shop.Example:80', path: '/a', query: 'q=1' };
  const header = (name: string, exact: string): boolean =>
    matches({ prefix: '/', headers: [{ name, string_match: { exact } }] }, request);
  expect([
    header(':path', '/a?q=1'),
    header(':authority', 'Shop.Example:80'),
    header('host', 'Shop.Example:80'),
  ]).toEqual([true, true, true]);
  expect(matches({ path: '/a' }, request)).toBe(true);
});

test('a query parameter is the first of its name, undecoded', () => {
  const first = (query: string, exact: string): boolean =>
    matches({ prefix: '/', query_parameters: [{ name: 'q', string_match: { exact } }] }, { query });
  expect([
    first('q=1&q=2', '1'),
    first('q=%31', '1'),
    first('q', ''),
    first('Q=1', '1'),
    first('x;q=1', '1'),
  ]).toEqual([true, false, true, false, false]);
});

describe('the virtual host', () => {
  const domains = ['shop.example', '*.example', '*p.example', 'shop.*', 's*', '*.', '[::1]', '*'];
  const chosen = (host: string, withoutPort = false): string | undefined =>
    compileRoutes({
      virtual_hosts: domains.map((domain) => ({
        name: domain,
        domains: [domain],
        routes: [{ name: domain, match: { prefix: '/' } }],
      })),
      ignore_port_in_host_matching: withoutPort,
    })({ host })?.name;

  test.each([
    ['SHOP.example', 'shop.example'],
    ['a.shop.example', '*p.example'],
    ['a.example', '*.example'],
    ['.example', '*'],
    ['shop.org', 'shop.*'],
    ['shop.example:80', 'shop.*'],
    ['shop.', '*.'],
    ['', '*'],
  ])('of %j', (host, domain) => {
    expect(chosen(host)).toBe(domain);
  });

  test('without the port', () => {
    expect(chosen('shop.example:80', true)).toBe('shop.example');
    expect(chosen('[::1]:80', true)).toBe('[::1]');
  });
});

test('what has no path that begins with a slash is never routed', () => {
  expect(matches({ prefix: '' }, { method: 'OPTIONS', path: '*' })).toBe(false);
});
