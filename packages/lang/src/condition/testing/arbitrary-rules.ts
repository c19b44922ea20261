import fc from 'fast-check';
import type { Rule } from '../../targets/target.js';
import type { Comparison, Field, Literal } from '../atom.js';

/** Names that rules test and requests have, so that they often meet. */
export const NAMES = {
  header: ['x-a', 'x-b', 'user-agent'],
  cookie: ['a', 'b', 'a.b', 'aa'],
  query: ['q', 'r', 'q.r', 'qq'],
} as const;

export const HOSTS = ['shop.example', 'a.shop.example', 'example', '80', 'a-', '[::1]', '[a]', ''] as const;
export const PATHS = ['/', '/a', '/a/', '/ab', '/a/b', '/b', '/A/B', '/a;b=c', '/%41', '/a=b&c'] as const;
export const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const;

/** Values and parts of values; some cannot occur in every field. */
export const TEXTS = [
  ...['', 'a', 'A', 'b', 'ab', 'AB', 'ba', 'aab', 'abba', '1', '80', 'a b', 'b a', ' ', 'a ', ' b', '\t'],
  ...[
    'a,b',
    'a, b',
    ',',
    'a;b',
    ';',
    'a=b',
    '=',
    'a&b',
    'a?b',
    '"a"',
    "'",
    '{a}',
    '}',
    '%41',
    '%',
    '#',
    '\\',
  ],
  ...['é', 'aé', '☃', '😀', '.', 'a.b', '*', '[a]', '(', '$', '^', '|', '-i', '--', '+', 'Chrome', 'chrome'],
] as const;

const REGEXES = [
  ...['a*', 'a+', 'a|b', '.*', '.+', '', '^a.*$', '[^a]*', '(?i)a.', 'a?b', String.raw`\w+`, '.*b', 'a.*'],
  ...['(a|b)+', String.raw`\d*`, '[a-z]{2}', '.*[; ].*', String.raw`a\b.*`, String.raw`.*\ba`, 'x{0}', '^$'],
  ...[
    '^.*(Chrome).*$',
    '(^a|b$)',
    '(?:a|(?i:b))*',
    String.raw`\Qa.b\E`,
    '[[:alpha:]]+.?',
    '.',
    String.raw`\S* ?`,
  ],
  ...[
    String.raw`a\.?`,
    String.raw`.*\.`,
    '.*example',
    String.raw`shop\..*`,
    String.raw`\[.*\]`,
    '[A-Z]+',
    '[^A-Z]+',
  ],
  ...[
    '/a.*',
    '/a(/.*)?',
    '/.*b',
    String.raw`/[^/]*`,
    String.raw`.*\W`,
    '.*&.*|a',
    'a{0,2}b{1,}',
    '[]a]*',
    'b$|^a',
  ],
];

const arbitraryComparison = (
  texts: readonly string[],
  regexes: readonly string[],
): fc.Arbitrary<Comparison> => {
  const text = fc.constantFrom(...texts);
  const tests = fc.constantFrom('exact', 'exact', 'prefix', 'suffix', 'contains', 'under');
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ op: tests, value: text }) },
    { weight: 3, arbitrary: fc.record({ op: fc.constant('regex'), value: fc.constantFrom(...regexes) }) },
    {
      weight: 2,
      arbitrary: fc.record({ op: fc.constant('in'), values: fc.array(text, { minLength: 1, maxLength: 4 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ op: 'present' } as const) },
  ) as fc.Arbitrary<Comparison>;
};

const named = (field: 'header' | 'cookie' | 'query'): fc.Arbitrary<Field & Comparison> => {
  return fc
    .tuple(fc.constantFrom(...NAMES[field]), arbitraryComparison(TEXTS, REGEXES))
    .map(([name, comparison]) => ({ field, name, ...comparison }));
};

const always = (
  field: 'host' | 'path' | 'method' | 'scheme',
  texts: readonly string[],
): fc.Arbitrary<Field & Comparison> => {
  return arbitraryComparison([...texts, ...texts, ...TEXTS], REGEXES).map((comparison) => ({
    field,
    name: null,
    ...comparison,
  }));
};

export const arbitraryLiteral: fc.Arbitrary<Literal> = fc
  .tuple(
    fc.oneof(
      named('header'),
      named('header'),
      named('cookie'),
      named('cookie'),
      named('query'),
      always('path', [...PATHS, '/ab/', '?']).map(withoutLastSlash),
      always('host', [...HOSTS, 'shop.', '.example', '.', 'a', '0', ']', ':', 'a.']),
      always('method', [...METHODS, 'P', 'E']),
      always('scheme', ['http', 'https', 'h']),
    ),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([test, ignoreCase, negated]) => ({
    ...test,
    ignoreCase: ignoreCase && test.op !== 'present',
    negated,
  }));

/** As the normal form of `under` has it. */
function withoutLastSlash(test: Field & Comparison): Field & Comparison {
  return test.op === 'under' ? { ...test, value: test.value.replace(/\/$/, '') } : test;
}

/** An ordered list whose last rule takes what no other does; the routes are in the rules' order. */
export const arbitraryRules: fc.Arbitrary<readonly Rule[]> = fc
  .array(fc.array(arbitraryLiteral, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  .map((rules) => [...rules, []].map((all, route) => ({ all, route })));
