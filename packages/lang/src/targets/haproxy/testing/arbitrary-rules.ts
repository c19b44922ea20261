import fc from 'fast-check';
import type { Rule } from '../../target.js';
import type { Comparison, Field, Literal } from '../../../condition/atom.js';
import { lowerCase, type RequestInput } from '../../../condition/request.js';

/** How many routes the rules below are for. */
export const ROUTES = 3;

const HEADERS = ['x-a', 'user-agent', 'x!#$%&*+.^_`|~1'];
const COOKIES = ['a', 'B.x', "c'"];
const PARAMETERS = ['q', 'r"', 'a.b'];
const HOSTS = ['', 'shop.example', 'example', 'api.shop.example', '10.0.0.1', '[::1]', 'a_b'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', "/it's", '/a%20b', '/{x}', '/a;b', '/A', '/a"b', '/%5B'];
const METHODS = ['GET', 'POST', 'PURGE', 'get'];

/** Values that something on the way may take for more than a text. */
const AWKWARD = [
  '',
  'a',
  'A',
  'ab',
  'abc',
  'c',
  'b,c',
  "it's",
  '"q"',
  '{ x }',
  '}',
  '%[env(HOME)]',
  '%41',
  '$HOME',
  '\\',
  '\\n',
  '#x',
  '-i',
  '--',
  '-m',
  'x or y',
  '||',
  '!x',
  'if',
  '^a$',
  'Mozilla/5.0 (X) Chrome/1 Safari/2',
  'Chrome',
  'chrome',
  'é',
  '日本語',
  'a=b',
  'a&b',
  'a+b',
  'a/b',
  '::',
  ',',
];

const PATTERNS = [
  'a*',
  '^.*(Chrome).*$',
  '.*Chrome.*Safari.*',
  '[ab]+c?',
  '(ab|c)*',
  'a|ab|abc',
  String.raw`.*\bx\b.*`,
  '[^;]*',
  '(a*)*b',
  '',
  'é|a',
  String.raw`(?:[a-z]+\.)*example`,
  '.+',
  '.{2,3}',
  '/a(/.*)?',
  '(?i)get|C.*',
  String.raw`\d+|"q"|\{ x \}`,
];

const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...AWKWARD) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...AWKWARD), fc.constantFrom(...AWKWARD))
      .map((both) => both.join('')),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);

const field: fc.Arbitrary<Field> = fc.oneof(
  { weight: 4, arbitrary: named('header', HEADERS) },
  { weight: 3, arbitrary: named('cookie', COOKIES) },
  { weight: 3, arbitrary: named('query', PARAMETERS) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('host', 'path', 'method').map((name) => ({ field: name, name: null })),
  },
  { weight: 1, arbitrary: fc.constant<Field>({ field: 'scheme', name: null }) },
);

function named(kind: 'header' | 'cookie' | 'query', names: readonly string[]): fc.Arbitrary<Field> {
  return fc.constantFrom(...names).map((name) => ({ field: kind, name }));
}

function literal(): fc.Arbitrary<Literal> {
  return field.chain((about) => {
    const text = literalText(about);
    const comparison: fc.Arbitrary<Comparison> = fc.oneof(
      fc
        .tuple(fc.constantFrom('exact', 'prefix', 'suffix', 'contains'), text)
        .map(([op, it]): Comparison => ({ op, value: it })),
      fc.constantFrom('/a', '/a/b', '', 'a').map((it): Comparison => ({ op: 'under', value: it })),
      fc.constantFrom(...PATTERNS).map((it): Comparison => ({ op: 'regex', value: it })),
      fc.array(text, { minLength: 1, maxLength: 4 }).map((values): Comparison => ({ op: 'in', values })),
      fc.constant<Comparison>({ op: 'present' }),
    );
    return fc
      .record({ comparison, ignoreCase: fc.constantFrom(false, false, true), negated: fc.boolean() })
      .map(({ comparison: how, ignoreCase, negated }) => ({
        ...about,
        ...how,
        ignoreCase: how.op === 'present' || about.field === 'host' ? false : ignoreCase,
        negated,
      }));
  });
}

/** Texts that a field's values are compared with, in the form that literals are brought to. */
function literalText({ field: kind }: Field): fc.Arbitrary<string> {
  switch (kind) {
    case 'host':
      return fc.oneof(fc.constantFrom(...HOSTS), value.map(lowerCase));
    case 'path':
      return fc.oneof(fc.constantFrom(...PATHS), value);
    case 'method':
      return fc.constantFrom('GET', 'POST', 'PURGE', 'G');
    case 'scheme':
      return fc.constantFrom('http', 'https', 'HTTP');
    default:
      return value;
  }
}

/** Ordered rules for the routes, the last of which has no tests. */
export const arbitraryRules: fc.Arbitrary<readonly Rule[]> = fc
  .array(
    fc.record({
      all: fc.array(literal(), { minLength: 1, maxLength: 3 }),
      route: fc.nat({ max: ROUTES - 1 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rules) => [...rules, { all: [], route: ROUTES - 1 }]);

const lines = fc
  .tuple(
    ...HEADERS.map((name) =>
      fc.option(
        value.map((text): [string, string] => [name, text]),
        { nil: null, freq: 4 },
      ),
    ),
    fc.option(
      fc
        .array(
          fc
            .tuple(fc.constantFrom(...COOKIES, 'z'), fc.constantFrom('=', '=', '=', '', ' = '), value)
            .map(([name, sign, text]) => (sign === '' ? name : `${name}${sign}${text}`)),
          { minLength: 1, maxLength: 3 },
        )
        .map((parts): [string, string] => ['Cookie', parts.join('; ')]),
      { nil: null, freq: 4 },
    ),
  )
  .map((all) => all.filter((line) => line !== null));

const query = fc
  .array(
    fc
      .tuple(fc.constantFrom(...PARAMETERS, 'z'), fc.constantFrom('=', '=', ''), value)
      .map(([name, sign, text]) => (sign === '' ? name : `${name}=${text}`)),
    { maxLength: 3 },
  )
  .map((parts) => parts.join('&'));

/** Requests for them, mostly plain. Long values are seldom. */
export const arbitraryRequest: fc.Arbitrary<RequestInput> = fc
  .record(
    {
      method: fc.constantFrom(...METHODS),
      host: fc
        .tuple(fc.constantFrom(...HOSTS), fc.constantFrom('', '', '.'), fc.constantFrom('', '', ':8080', ':'))
        .map((parts) => parts.join('')),
      path: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...PATHS) },
        { weight: 1, arbitrary: value.map((text) => `/${text}`) },
      ),
      query: fc.option(query, { freq: 3 }),
      headers: lines,
    },
    { requiredKeys: [] },
  )
  .chain((request) =>
    fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 1, 700).map((times) => ({
      ...request,
      ...(request.headers === undefined
        ? {}
        : {
            headers: request.headers.map(
              ([name, text], place) =>
                [name, place === 0 ? text.repeat(times).slice(0, 6000) : text] as const,
            ),
          }),
    })),
  );
