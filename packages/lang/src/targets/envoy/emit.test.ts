import { describe, expect, test } from '@jest/globals';
import type { Atom, Literal } from '../../condition/atom.js';
import type { TargetGateway, TargetProblem } from '../target.js';
import { gatewayFor } from '../testing/agreement.js';
import { emitEnvoy } from './emit.js';
import { ENVOY_DEFAULTS, type EnvoyOptions } from './options.js';
import type { RouteMatch } from './route-config.js';

type Test = Pick<Atom, 'field'> & { readonly name?: string; readonly ignoreCase?: boolean } & (
    | { readonly op: Exclude<Atom['op'], 'in' | 'present'>; readonly value: string }
    | { readonly op: 'in'; readonly values: readonly string[] }
    | { readonly op: 'present' }
  );

const is = (tested: Test): Literal => ({ name: null, ignoreCase: false, ...tested, negated: false });
const not = (tested: Test): Literal => ({ ...is(tested), negated: true });

/** What the routes match that are emitted for one rule with these literals, the last route left out. */
function matches(...all: readonly Literal[]): readonly RouteMatch[] {
  const emission = emitEnvoy(
    gatewayFor(2),
    [
      { all, route: 1 },
      { all: [], route: 0 },
    ],
    ENVOY_DEFAULTS,
  );
  if (!emission.ok) throw new Error(JSON.stringify(emission.problems));
  const routes = emission.emitted.configuration.virtual_hosts[0]?.routes ?? [];
  expect(routes.at(-1)?.match).toEqual({ prefix: '/' });
  return routes.slice(0, -1).map(({ match }) => match);
}

function problems(
  all: readonly Literal[],
  options: EnvoyOptions = ENVOY_DEFAULTS,
  gateway: TargetGateway = gatewayFor(2),
): readonly TargetProblem[] {
  const emission = emitEnvoy(
    gateway,
    [
      { all, route: 1 },
      { all: [], route: 0 },
    ],
    options,
  );
  return emission.ok ? [] : emission.problems;
}

describe('a literal', () => {
  test.each<[string, Literal, Omit<RouteMatch, 'prefix'>]>([
    [
      'of a header',
      is({ field: 'header', name: 'x', op: 'exact', value: 'A', ignoreCase: true }),
      { headers: [{ name: 'x', string_match: { exact: 'A', ignore_case: true } }] },
    ],
    [
      'denied of a header: a missing one passes as an empty one does',
      not({ field: 'header', name: 'x', op: 'prefix', value: 'a' }),
      {
        headers: [
          {
            name: 'x',
            string_match: { prefix: 'a' },
            invert_match: true,
            treat_missing_header_as_empty: true,
          },
        ],
      },
    ],
    [
      'of a cookie, whose value ends at a semicolon',
      is({ field: 'cookie', name: 'a', op: 'regex', value: '^x.*y$' }),
      {
        headers: [
          {
            name: 'cookie',
            string_match: { safe_regex: { regex: String.raw`(?:.*;)?[\t ]*a=x[^;]*y[\t ]*(?:;.*)?` } },
          },
        ],
      },
    ],
    [
      'of a query parameter',
      is({ field: 'query', name: 'q', op: 'present' }),
      { query_parameters: [{ name: 'q', present_match: true }] },
    ],
    [
      'denied of a query parameter',
      not({ field: 'query', name: 'q', op: 'exact', value: '1' }),
      {
        headers: [
          {
            name: ':path',
            string_match: { safe_regex: { regex: String.raw`[^?]*\?(?:.*&)?q=1(?:&.*)?` } },
            invert_match: true,
          },
        ],
      },
    ],
    [
      'of the host, which may be sent with a dot and a port',
      is({ field: 'host', op: 'exact', value: 'shop.example' }),
      {
        headers: [
          {
            name: ':authority',
            string_match: { safe_regex: { regex: String.raw`(?i:shop\.example\.?(?::[0-9]*)?)` } },
          },
        ],
      },
    ],
    [
      'denied of the method',
      not({ field: 'method', op: 'exact', value: 'GET' }),
      { headers: [{ name: ':method', string_match: { exact: 'GET' }, invert_match: true }] },
    ],
  ])('%s', (_what, literal, match) => {
    expect(matches(literal)).toEqual([{ prefix: '/', ...match }]);
  });

  test('that denies what an empty value passes takes two routes', () => {
    const value = { name: 'x', string_match: { safe_regex: { regex: 'a*' } }, invert_match: true };
    expect(matches(not({ field: 'header', name: 'x', op: 'regex', value: 'a*' }))).toEqual([
      { prefix: '/', headers: [{ name: 'x', present_match: true, invert_match: true }] },
      { prefix: '/', headers: [value] },
    ]);
  });

  test('of the path goes to its own place once, and then to the header', () => {
    const under = is({ field: 'path', op: 'under', value: '/a' });
    const suffix = is({ field: 'path', op: 'suffix', value: '.js' });
    expect(matches(under, suffix)).toEqual([
      {
        path_separated_prefix: '/a',
        headers: [{ name: ':path', string_match: { safe_regex: { regex: String.raw`[^?]*\.js(?:\?.*)?` } } }],
      },
    ]);
  });

  test('under a path of one character, which Envoy takes for no prefix by segment, is a regular expression', () => {
    const segment = (value: string): readonly object[] => matches(is({ field: 'path', op: 'under', value }));
    expect(segment('ab')).toEqual([{ path_separated_prefix: 'ab' }]);
    expect(segment('a')).toEqual([{ safe_regex: { regex: 'a(?:/.*)?' } }]);
    expect(segment('😀')).toEqual([{ safe_regex: { regex: '😀(?:/.*)?' } }]);
  });

  test('that always holds needs nothing, one that never does has no route', () => {
    expect(matches(is({ field: 'path', op: 'prefix', value: '' }))).toEqual([{ prefix: '/' }]);
    expect(matches(is({ field: 'cookie', name: 'a', op: 'exact', value: 'a;b' }))).toEqual([]);
  });

  test('with a long list is tested in parts', () => {
    const values = Array.from({ length: 30 }, (_, index) => `version-${index}`);
    const parts = matches(is({ field: 'header', name: 'x', op: 'in', values }));
    expect(parts.length).toBeGreaterThan(1);
    const denied = matches(not({ field: 'header', name: 'x', op: 'in', values }));
    expect(denied.map(({ headers }) => headers?.length)).toEqual([parts.length]);
  });
});

describe('what cannot be said is told with its literal', () => {
  const long = is({ field: 'header', name: 'x', op: 'regex', value: 'a'.repeat(97) });

  test('an expression that Envoy would refuse, unless it is set up for it', () => {
    expect(problems([long])).toMatchObject([
      { code: 'target-limit', severity: 'error', literal: long, route: 1 },
    ]);
    expect(problems([long], { maxProgramSize: 200 })).toEqual([]);
  });

  test.each<[string, Literal, TargetProblem['code']]>([
    [
      'letters beyond ASCII in an expression',
      is({ field: 'header', name: 'x', op: 'regex', value: 'é?' }),
      'target-cannot',
    ],
    [
      'characters above the bytes',
      is({ field: 'query', name: 'q', op: 'regex', value: String.raw`\x{100}` }),
      'target-cannot',
    ],
    [
      'an anchor in the middle of a cookie',
      is({ field: 'cookie', name: 'a', op: 'regex', value: '(^a)+' }),
      'target-cannot',
    ],
    [
      'a header that Envoy writes',
      is({ field: 'header', name: 'x-request-id', op: 'present' }),
      'target-cannot',
    ],
    [
      'a header that Envoy takes away',
      is({ field: 'header', name: 'connection', op: 'present' }),
      'target-cannot',
    ],
    ['the host as a header', is({ field: 'header', name: 'host', op: 'present' }), 'target-name'],
    ['a long name', is({ field: 'query', name: 'q'.repeat(1025), op: 'present' }), 'target-limit'],
  ])('%s', (_what, literal, code) => {
    expect(problems([literal])).toMatchObject([{ code, severity: 'error', literal, route: 1 }]);
  });

  test('denied tests that would double the routes too often', () => {
    const literals = Array.from({ length: 7 }, (_, index) =>
      not({ field: 'header', name: `x-${index}`, op: 'regex', value: 'a*' }),
    );
    expect(problems(literals)).toMatchObject([{ code: 'target-limit', literal: literals[6] }]);
  });

  test.each([
    ['a host with a port', { hosts: ['shop.example:80'] }],
    ['a `*` inside a host', { hosts: ['shop.*.example'] }],
    [
      'versions that are one cluster',
      { backends: ['1.0', '1.1'].map((version) => ({ version, service: 's', port: 80, subset: null })) },
    ],
    ['a version without a cluster', { backends: [] }],
  ])('%s', (_what, more) => {
    const found = problems([], ENVOY_DEFAULTS, gatewayFor(2, more));
    expect(found).not.toEqual([]);
    for (const problem of found) expect(problem).toMatchObject({ code: 'target-name', literal: null });
  });

  test('a header that some listeners change is warned of', () => {
    const literal = is({ field: 'header', name: 'x-forwarded-for', op: 'prefix', value: '10.' });
    const emission = emitEnvoy(
      gatewayFor(2),
      [
        { all: [literal], route: 1 },
        { all: [], route: 0 },
      ],
      ENVOY_DEFAULTS,
    );
    expect(emission).toMatchObject({ ok: true, notes: [{ severity: 'warning', literal }] });
  });
});
