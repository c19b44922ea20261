import fc from 'fast-check';
import { TEXTS } from '../../packages/lang/src/condition/testing/arbitrary-rules.js';
import type {
  HeaderMatcher,
  PathSpecifier,
  QueryParameterMatcher,
  Route,
  RouteConfiguration,
  StringMatcher,
  VirtualHost,
} from '../../packages/lang/src/targets/envoy/route-config.js';
import type { RequestInput } from '../../packages/lang/src/condition/request.js';

const HEADERS = [
  'x-a',
  'X-B',
  'cookie',
  'user-agent',
  'accept-encoding',
  ':path',
  ':authority',
  ':method',
  'host',
];
const PARAMETERS = ['q', 'r', 'Q', 'q.r'];
const DOMAINS = [
  ...[
    'shop.example',
    '*.example',
    '*p.example',
    'shop.*',
    'sho*',
    'shop.example:80',
    'a:b',
    '[::1]',
    '[::1]:80',
    '',
    'a',
  ],
  ...['Shop.Example.', '*.', '*.shop.example', '*-b'],
];
const HOSTS = [
  ...[
    'shop.example',
    'SHOP.example',
    'shop.example:80',
    'shop.example.',
    'a.shop.example',
    '[::1]',
    '[::1]:80',
    '',
    'a',
    'A:80',
  ],
  ...['a:b:c', 'xshop.example:', 'shop.org', 'a-b', '.', '..', 'a.:1', 'h..'],
];
const PATHS = [
  '/',
  '/a',
  '/A',
  '/a/',
  '/ab',
  '/a/b',
  '/a;b',
  '/%41',
  '/a//b',
  '/a/../b',
  '/a%2Fb',
  '/a+b',
  '/a&b=c',
];
const REGEXES = [
  ...[
    'a*',
    '.*',
    '.+',
    '[^a]*',
    '(?i)a.',
    'a|b',
    '.',
    '..',
    'é',
    'é?',
    '[é]',
    '[^é]+',
    String.raw`\w*`,
    String.raw`.*\bb`,
  ],
  ...[
    '(?:a|ab)(?:c|bc)?',
    '^a',
    'a$',
    '/a.*',
    '/[^/]*',
    '(?i:A)B?',
    String.raw`\x{e9}|a`,
    '(?s).*',
    'a{2,}',
    '[[:punct:]]',
  ],
];
const words = TEXTS.filter((text) => text !== '');

const arbitraryText = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...TEXTS).map((exact) => ({ exact })),
      fc.constantFrom(...words).map((prefix) => ({ prefix })),
      fc.constantFrom(...words).map((suffix) => ({ suffix })),
      fc.constantFrom(...words).map((contains) => ({ contains })),
    ),
    fc.boolean(),
  )
  .map(([test, ignoreCase]) => (ignoreCase ? { ...test, ignore_case: true } : test));

const arbitraryString: fc.Arbitrary<StringMatcher> = fc.oneof(
  { weight: 4, arbitrary: arbitraryText },
  { weight: 1, arbitrary: fc.constantFrom(...REGEXES).map((regex) => ({ safe_regex: { regex } })) },
);

const arbitraryTest: fc.Arbitrary<
  { readonly string_match: StringMatcher } | { readonly present_match: boolean }
> = fc.oneof(
  { weight: 4, arbitrary: arbitraryString.map((test) => ({ string_match: test })) },
  { weight: 1, arbitrary: fc.boolean().map((test) => ({ present_match: test })) },
);

const arbitraryHeader: fc.Arbitrary<HeaderMatcher> = fc
  .tuple(
    fc.constantFrom(...HEADERS),
    arbitraryTest,
    fc.constantFrom({}, { invert_match: true }),
    fc.boolean(),
  )
  .map(([name, test, inverted, asEmpty]) => ({
    name,
    ...test,
    ...inverted,
    ...(asEmpty && { treat_missing_header_as_empty: true }),
  }));

const arbitraryParameter: fc.Arbitrary<QueryParameterMatcher> = fc
  .tuple(fc.constantFrom(...PARAMETERS), arbitraryTest)
  .map(([name, test]) => ({ name, ...test }));

const arbitraryPath: fc.Arbitrary<PathSpecifier> = fc.oneof(
  fc.constantFrom('', '/', '/a', '/A/', '/a?', '/ab').map((prefix) => ({ prefix })),
  fc.constantFrom(...PATHS, '/a?b').map((path) => ({ path })),
  fc.constantFrom('/a', '/A', '/a/b').map((prefix) => ({ path_separated_prefix: prefix })),
  fc.constantFrom(...REGEXES).map((regex) => ({ safe_regex: { regex } })),
);

const arbitraryRoute: fc.Arbitrary<Route> = fc
  .record({
    path: fc.oneof(
      { weight: 2, arbitrary: fc.constant({ prefix: '/' }) },
      { weight: 1, arbitrary: arbitraryPath },
    ),
    folded: fc.boolean(),
    headers: fc.array(arbitraryHeader, { maxLength: 2 }),
    parameters: fc.array(arbitraryParameter, { maxLength: 1 }),
  })
  .map(({ path, folded, headers, parameters }) => ({
    match: {
      ...path,
      ...(folded && { case_sensitive: false }),
      ...(headers.length > 0 && { headers }),
      ...(parameters.length > 0 && { query_parameters: parameters }),
    },
  }));

const arbitraryRoutes = fc.array(arbitraryRoute, { minLength: 2, maxLength: 5 });

/** Some of the hosts have virtual hosts of their own, and mostly one takes all others. */
export const arbitraryConfiguration: fc.Arbitrary<RouteConfiguration> = fc
  .tuple(
    fc.shuffledSubarray(DOMAINS, { maxLength: 5 }),
    fc.constantFrom([], ['*'], ['*'], ['*']),
    fc.array(arbitraryRoutes, { minLength: 6, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([domains, rest, routes, withoutPort]) => ({
    virtual_hosts: [...domains, ...rest].map((domain, index): VirtualHost => ({
      name: domain || 'empty',
      domains: [domain],
      routes: routes[index] ?? [],
    })),
    ...(withoutPort && { ignore_port_in_host_matching: true }),
  }));

const values = [...TEXTS, 'É', 'x'.repeat(2000), `${'a'.repeat(500)}b`];
const queryValues = values.filter((value) => /^[!-~]*$/.test(value) && !value.includes('#'));
const arbitraryQuery = fc
  .array(
    fc.tuple(
      fc.constantFrom(...PARAMETERS, '', 'x?q', '%71'),
      fc.constantFrom('=', '=', ''),
      fc.constantFrom(...queryValues),
    ),
    {
      maxLength: 3,
    },
  )
  .map((parts) => parts.map((part) => part.join('')).join('&'));

/** Any that Envoy may take: headers on several lines, names in either case, values of all kinds. */
export const arbitraryRawRequest: fc.Arbitrary<RequestInput> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PURGE'),
  host: fc.constantFrom(...HOSTS),
  path: fc.constantFrom(...PATHS),
  query: fc.oneof(fc.constant(null), arbitraryQuery),
  headers: fc.array(
    fc.tuple(
      fc.constantFrom('x-a', 'X-A', 'x-b', 'Cookie', 'User-Agent', 'accept-encoding'),
      fc.constantFrom(...values),
    ),
    { maxLength: 5 },
  ),
});
