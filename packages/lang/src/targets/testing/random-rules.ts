import type { Atom, Literal } from '../../condition/atom.js';
import type { RequestInput } from '../../condition/request.js';
import type { Rule, TargetGateway } from '../target.js';
import type { Random } from './random.js';

const TEXTS = ['a', 'ab', 'b', 'ba', 'abc', 'Chrome', 'x.y', ''];
const REGEXES = [
  '^.*(ab).*$',
  'a|b.*',
  '[0-9]+',
  '(ab)*',
  '[^x]+',
  '.*Chrome.*',
  '^ab$',
  '\\d{1,3}',
  'a.*',
  '',
];
const PATHS = ['/', '/a', '/a/b', '/ab', '/shop', '/a.png'];
const PATH_REGEXES = ['/a.*', '^/[a-z]+$', '.*\\.png', '/(a|shop)(/.*)?'];
const HOSTS = ['a.example', 'shop.example', 'example', '10.0.0.1'];
const HOST_REGEXES = ['^.*\\.example$', '[a-z.]+', 'shop.*|a\\.example'];
const METHODS = ['GET', 'POST', 'DELETE'];
const HEADERS = ['x', 'user-agent', 'y', 'cookie'];
const COOKIES = ['a', 'b', 'id'];
const QUERIES = ['q', 'a', 'b'];

function randomAtom(random: Random): Atom {
  const field = random.pick([
    'header',
    'header',
    'header',
    'cookie',
    'cookie',
    'query',
    'path',
    'host',
    'method',
    'scheme',
  ] as const);
  const ignoreCase = field !== 'host' && field !== 'method' && random.chance(0.15);
  switch (field) {
    case 'header':
      return compared({ field, name: random.pick(HEADERS), ignoreCase }, TEXTS, REGEXES, random);
    case 'cookie':
      return compared({ field, name: random.pick(COOKIES), ignoreCase }, TEXTS, REGEXES, random);
    case 'query':
      return compared({ field, name: random.pick(QUERIES), ignoreCase }, TEXTS, REGEXES, random);
    case 'path':
      return compared({ field, name: null, ignoreCase }, PATHS, PATH_REGEXES, random);
    case 'host':
      return compared({ field, name: null, ignoreCase }, HOSTS, HOST_REGEXES, random);
    case 'method':
      return compared({ field, name: null, ignoreCase }, METHODS, ['P.*', '[A-Z]+'], random);
    case 'scheme':
      return { field, name: null, ignoreCase, op: 'exact', value: random.pick(['http', 'https']) };
  }
}

function compared(
  tested: Pick<Atom, 'field' | 'name' | 'ignoreCase'>,
  texts: readonly string[],
  regexes: readonly string[],
  random: Random,
): Atom {
  const op = random.pick([
    'exact',
    'prefix',
    'suffix',
    'contains',
    'regex',
    'in',
    'present',
    'under',
  ] as const);
  if (op === 'present') return { ...tested, ignoreCase: false, op };
  if (op === 'in') return { ...tested, op, values: [random.pick(texts), random.pick(texts)] };
  if (op === 'regex') return { ...tested, op, value: random.pick(regexes) };
  return {
    ...tested,
    op: op === 'under' && tested.field !== 'path' ? 'exact' : op,
    value: random.pick(texts),
  };
}

/** A complete list of rules for one to four routes. */
export function randomRules(random: Random, most = 4): { rules: readonly Rule[]; routes: number } {
  const routes = 1 + random.below(4);
  const rules: Rule[] = [];
  for (let route = 0; route < routes - 1; route += 1) {
    for (let term = 0; term <= random.below(3); term += 1) {
      const all = Array.from({ length: 1 + random.below(most) }, (): Literal => {
        return { ...randomAtom(random), negated: random.chance(0.35) };
      });
      // Rules out of their order are those that stand for what a later route would get.
      rules.push({ all, route: random.chance(0.1) ? random.below(routes) : route });
    }
  }
  return { rules: [...rules, { all: [], route: routes - 1 }], routes };
}

/** A gateway of two versions with a different split on each route. */
export function gatewayOf(routes: number, more: Partial<TargetGateway> = {}): TargetGateway {
  return {
    name: 'shop',
    namespace: 'default',
    hosts: [],
    backends: [
      { version: 'v1', service: 'shop', port: 80, subset: { version: 'v1' } },
      { version: 'v2', service: 'shop', port: 80, subset: { version: 'v2' } },
    ],
    routes: Array.from({ length: routes }, (_, index) => ({
      name: `route${index}`,
      to: [
        { version: 'v1', weight: index * 1000 },
        { version: 'v2', weight: 10_000 - index * 1000 },
      ],
    })),
    ...more,
  };
}

const VALUES = [
  '',
  'a',
  'ab',
  'b',
  'bab',
  'abc',
  'ABC',
  'Chrome/1.2',
  'x.y',
  '42',
  '7',
  'a b',
  'x',
  'abab',
  'b"a"',
  'a,b',
];

/** A request that is plain in the sense in which conditions mean the same everywhere. */
export function randomPlainRequest(random: Random): RequestInput {
  const headers: (readonly [string, string])[] = [];
  for (const name of ['x', 'user-agent', 'y']) {
    if (random.chance(0.7)) headers.push([name, random.pick(VALUES)]);
  }
  const cookies = COOKIES.filter(() => random.chance(0.5)).map(
    (name) => `${name}=${random.pick(VALUES).replace(/[;,]/g, '')}`,
  );
  if (random.chance(0.3)) cookies.push('other=ab', 'bare');
  if (cookies.length > 0 || random.chance(0.1)) {
    cookies.sort(() => random.below(3) - 1);
    headers.push(['cookie', cookies.join(random.pick(['; ', ';'])).trim()]);
  }
  const parameters = QUERIES.filter(() => random.chance(0.5)).map((name) =>
    random.chance(0.15) ? name : `${name}=${random.pick(VALUES).replace(/[^\w./]/g, '')}`,
  );
  return {
    method: random.pick([...METHODS, 'PUT', 'get']),
    scheme: random.pick(['http', 'https']),
    host: `${random.pick([...HOSTS, 'A.Example', '[::1]', 'x.example.'])}${random.pick(['', '', ':80', ':8080'])}`,
    path: random.pick([...PATHS, '/abc', '/a/', '/shop/x', '/SHOP']),
    query: parameters.length === 0 ? random.pick([null, '']) : parameters.join('&'),
    headers,
  };
}
