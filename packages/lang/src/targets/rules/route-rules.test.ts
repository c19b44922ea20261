import { describe, expect, test } from '@jest/globals';
import { check } from '../../check/check.js';
import type { ConditionalRoute } from '../../condition/compile-routes.js';
import { literalText } from '../../condition/atom.js';
import { routeRules, ruleJson } from './route-rules.js';

function route(name: string, source: string | null): ConditionalRoute {
  if (source === null) return { name, condition: null, to: [] };
  const { condition, diagnostics } = check(source, { kind: 'condition' });
  if (condition === null) throw new Error(JSON.stringify(diagnostics));
  return { name, condition, to: [] };
}

/** The rules of some routes as text, and the codes of what was found. */
function compiled(...sources: readonly string[]): {
  readonly rules: readonly string[];
  readonly codes: readonly string[];
} {
  const names = ['first', 'second', 'third', 'fourth'];
  const routes = [
    ...sources.map((source, index) => route(names[index] ?? '', source)),
    route('default', null),
  ];
  const result = routeRules(routes);
  return {
    rules: result.ok
      ? result.rules.map(
          ({ all, route: index }) => `${routes[index]?.name}: ${all.map(literalText).join(' and ')}`,
        )
      : [],
    codes: result.findings.map(({ route: index, diagnostic }) => `${index} ${diagnostic.code}`),
  };
}

const FOUNDING = 'header "User-Agent" regex "^.*(Chrome).*$" or header "User-Agent" regex "^.*(Nexus 6P).*$"';

test('the founding condition gives two rules with the same weights, and the default', () => {
  const to = [
    { version: 'v1', weight: 5_000 },
    { version: 'v2', weight: 5_000 },
  ];
  const routes = [
    { ...route('chrome', FOUNDING), to },
    { ...route('default', null), to: [{ version: 'v1', weight: 10_000 }] },
  ];
  const result = routeRules(routes);
  expect(result.ok && result.rules.map((rule) => ruleJson(rule, routes[rule.route] ?? { to: [] }))).toEqual([
    {
      all: [{ field: 'header', name: 'user-agent', op: 'regex', value: '^.*(Chrome).*$', negated: false }],
      to: { v1: 50, v2: 50 },
    },
    {
      all: [{ field: 'header', name: 'user-agent', op: 'regex', value: '^.*(Nexus 6P).*$', negated: false }],
      to: { v1: 50, v2: 50 },
    },
    { all: [], to: { v1: 100 } },
  ]);
});

describe('a condition becomes few rules', () => {
  test.each<[string, readonly string[]]>([
    [
      'header x exact "a" and (path under "/a" or method in (GET, HEAD))',
      ['header "x" exact "a" and path under "/a"', 'header "x" exact "a" and method in ("GET", "HEAD")'],
    ],
    // Exact values exclude each other, so that the negation says nothing.
    ['header x exact "a" and not header x exact "b"', ['header "x" exact "a"']],
    ['header x exact "abc" or header x prefix "ab"', ['header "x" prefix "ab"']],
    ['header x exact "a" or (header x exact "b" and header x exact "c")', ['header "x" exact "a"']],
    [
      'not (header x exact "a" or header y exact "b")',
      ['not header "x" exact "a" and not header "y" exact "b"'],
    ],
    [
      'header x present and not header x regex ".*(a).*"',
      ['header "x" present and not header "x" regex ".*(a).*"'],
    ],
    [
      '(header x exact "1" and header y exact "1") or (header x exact "1" and not header y exact "1")',
      ['header "x" exact "1"'],
    ],
    ['scheme exact "http" and not scheme exact "https"', ['scheme exact "http"']],
    ['let a = header x exact "1"; a and (a or header y exact "2")', ['header "x" exact "1"']],
  ])('%s', (source, rules) => {
    expect(compiled(source).rules).toEqual([...rules.map((rule) => `first: ${rule}`), 'default: ']);
  });
});

test('classic Vamp got this one wrong: both rules test for Chrome', () => {
  // lineage: the minimiser merged terms by hash order and let others than admins in.
  const { rules } = compiled(
    'user-agent != safari and user-agent = chrome and cookie group contains admin and has header x-allow',
  );
  const chrome = 'header "User-Agent" contains "Chrome"';
  expect([...rules].sort()).toEqual(
    [
      `first: not header "User-Agent" contains "Safari" and ${chrome} and cookie "group" contains "admin" and header "x-allow" present`,
      `first: not header "User-Agent" contains "Version" and ${chrome} and cookie "group" contains "admin" and header "x-allow" present`,
      'default: ',
    ]
      .map((rule) => rule.replaceAll('"User-Agent"', '"user-agent"'))
      .sort(),
  );
});

describe('routes in order', () => {
  test('one that earlier ones cover is told, with the one that does', () => {
    const { codes, rules } = compiled('path prefix "/a"', 'path under "/a/b"');
    expect(codes).toEqual(['1 covered-route']);
    expect(rules).toEqual(['first: path prefix "/a"', 'second: path under "/a/b"', 'default: ']);
  });

  test('several may cover one together', () => {
    expect(compiled('header x exact "a"', 'not header x exact "a"', 'path exact "/b"').codes).toEqual([
      '2 covered-route',
    ]);
  });

  test('what two share is told with a request that shows it', () => {
    const routes = [route('a', 'header x exact "1"'), route('b', 'cookie y exact "2"'), route('rest', null)];
    expect(routeRules(routes).findings).toMatchObject([
      {
        route: 1,
        diagnostic: {
          code: 'overlapping-routes',
          severity: 'info',
          message:
            'the earlier route `a` takes some of these requests, such as `GET / with x: 1, cookie: y=2`',
        },
      },
    ]);
  });

  test('those that exclude each other are not told of', () => {
    expect(compiled('method exact "GET"', 'method exact "POST"').codes).toEqual([]);
  });
});

test('an `and` of `or`s that multiplies is refused at the part that does', () => {
  const pairs = Array.from(
    { length: 8 },
    (_, index) => `(header a${index} present or header b${index} present)`,
  );
  const source = `path exact "/" or ${pairs.join(' and ')}`;
  const result = routeRules([route('first', source), route('default', null)]);
  expect(result.ok).toBe(false);
  const [finding] = result.findings;
  expect(finding?.diagnostic).toMatchObject({ code: 'too-many-rules', severity: 'error' });
  expect(source.slice(finding?.diagnostic.start, finding?.diagnostic.end)).toMatch(
    /^\(header a0 .* b7 present\)$/,
  );
});

test('a raw ACL has no rules', () => {
  const result = routeRules([route('first', 'host exact "a" or <url_beg /2>'), route('default', null)]);
  expect(result).toMatchObject({
    ok: false,
    findings: [{ diagnostic: { code: 'raw-acl', start: 18, end: 30 } }],
  });
});
