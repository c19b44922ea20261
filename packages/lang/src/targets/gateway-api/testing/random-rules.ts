import type { Literal } from '../../../condition/atom.js';
import type { RequestInput } from '../../../condition/request.js';
import type { Rule, TargetGateway } from '../../target.js';

/** Numbers that look random, the same for one seed. */
export class Chance {
  constructor(private state: number) {}

  /** @returns a whole number below the limit */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  of<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  some<T>(items: readonly T[]): readonly T[] {
    return items.filter(() => this.below(2) === 0);
  }
}

type Texts = readonly [string, ...string[]];

const VALUES: Texts = [
  '',
  'a',
  'ab',
  'abc',
  'bc',
  'c',
  'A',
  'aB',
  'xaby',
  'Chrome',
  'Firefox',
  'x;a=ab',
  'a b',
];
const PATHS: Texts = ['/', '/a', '/a/', '/a/b', '/a/bc', '/ab', '/b', '/a/b/c', '/x/a', '/A/b'];
const FOLDERS: Texts = ['', '/a', '/a/b', '/b', '/x'];
const REGEXES: Texts = [
  '^.*(Chrome).*$',
  'a.*',
  '.*b',
  '(?:a|ab)c?',
  '[^x]+',
  '.+',
  'a|^b$',
  '.*',
  '[a-c]{2,3}',
  String.raw`\w+`,
];
const METHODS: Texts = ['GET', 'POST', 'PUT', 'HEAD'];
const HOSTS: Texts = ['a.example', 'b.example', 'x.a.example', 'example', 'www.other.test'];
const NAMES = { header: ['x', 'y', 'user-agent'], cookie: ['a', 'b'], query: ['q', 'r'] } as const;

const literal = (parts: Partial<Literal> & Pick<Literal, 'field' | 'op'>): Literal =>
  // Every combination that is asked for here is a literal.
  ({ name: null, ignoreCase: false, negated: false, ...parts }) as Literal;

/** A literal of about what a condition may hold. */
export function randomLiteral(chance: Chance, hosts: boolean): Literal {
  const negated = chance.below(3) === 0;
  const field = chance.of<'header' | 'cookie' | 'query' | 'path' | 'method' | 'host'>([
    'header',
    'header',
    'header',
    'cookie',
    'query',
    'path',
    'path',
    'method',
    ...(hosts ? (['host'] as const) : []),
  ]);
  const ignoreCase = chance.below(8) === 0;
  switch (field) {
    case 'method':
      return chance.below(4) === 0
        ? literal({ field, op: 'in', values: ['GET', 'HEAD'], negated })
        : literal({ field, op: 'exact', value: chance.of(METHODS), negated });
    case 'host':
      return chance.below(3) === 0
        ? literal({ field, op: 'suffix', value: chance.of(['.example', '.a.example']), negated })
        : literal({ field, op: 'exact', value: chance.of(HOSTS), negated });
    case 'path':
      return randomPath(chance, negated, ignoreCase);
    default:
      return { ...randomValue(chance, negated, ignoreCase), field, name: chance.of<string>(NAMES[field]) };
  }
}

function randomPath(chance: Chance, negated: boolean, ignoreCase: boolean): Literal {
  const field = 'path';
  switch (chance.below(10)) {
    case 0:
      return literal({
        field,
        op: 'regex',
        value: chance.of(['/a/.*', '/.*b', '/[ab]', '/a|/b/?']),
        negated,
      });
    case 1:
      return literal({
        field,
        op: chance.of(['contains', 'suffix']),
        value: chance.of(['a', 'b', '/b', 'c']),
        negated,
      });
    case 2:
      return literal({ field, op: 'prefix', value: chance.of(PATHS), negated, ignoreCase });
    case 3:
    case 4:
    case 5:
      return literal({ field, op: 'under', value: chance.of(FOLDERS), negated, ignoreCase });
    default:
      return literal({ field, op: 'exact', value: chance.of(PATHS), negated });
  }
}

function randomValue(chance: Chance, negated: boolean, ignoreCase: boolean): Literal {
  const field = 'header';
  switch (chance.below(9)) {
    case 0:
      return literal({ field, op: 'present', negated });
    case 1:
      return literal({ field, op: 'regex', value: chance.of(REGEXES), negated, ignoreCase });
    case 2:
      return literal({
        field,
        op: 'in',
        values: [chance.of(VALUES), chance.of(VALUES)],
        negated,
        ignoreCase,
      });
    case 3:
    case 4:
    case 5:
      return literal({
        field,
        op: chance.of(['prefix', 'suffix', 'contains']),
        value: chance.of(VALUES),
        negated,
        ignoreCase,
      });
    default:
      return literal({ field, op: 'exact', value: chance.of(VALUES), negated, ignoreCase });
  }
}

/** A complete list of rules, and the gateway that they are of. */
export interface RandomList {
  readonly gateway: TargetGateway;
  readonly rules: readonly Rule[];
}

export function randomList(chance: Chance): RandomList {
  const routes = 2 + chance.below(3);
  const hosts = chance.below(4) === 0;
  const rules: Rule[] = Array.from({ length: 1 + chance.below(5) }, () => ({
    all: Array.from({ length: 1 + chance.below(3) }, () => randomLiteral(chance, hosts)),
    route: chance.below(routes),
  }));
  rules.push({ all: [], route: routes - 1 });
  const served = hosts
    ? chance.of<readonly string[]>([[], [], ['a.example', '*.example'], ['a.example']])
    : [];
  return { gateway: gatewayOf(routes, served), rules };
}

/** A gateway of so many routes, each with a version of its own. */
export function gatewayOf(routes: number, hosts: readonly string[] = []): TargetGateway {
  const indices = Array.from({ length: routes }, (_, index) => index);
  return {
    name: 'shop',
    namespace: 'default',
    hosts,
    backends: indices.map((index) => ({
      version: `v${index}`,
      service: `shop-v${index}`,
      port: 80,
      subset: null,
    })),
    routes: indices.map((index) => ({ name: `r${index}`, to: [{ version: `v${index}`, weight: 10_000 }] })),
  };
}

/** A plain request, made of about what the literals speak of. */
export function randomPlainRequest(chance: Chance): RequestInput {
  const headers: [string, string][] = chance
    .some(NAMES.header)
    .map((name): [string, string] => [name, randomText(chance)]);
  const cookies = chance
    .some([...NAMES.cookie, 'other'])
    .map((name) => `${name}=${randomText(chance).replaceAll(';', '.').trim()}`);
  if (chance.below(2) === 0) cookies.reverse();
  if (chance.below(8) === 0) cookies.push('bare');
  if (cookies.length > 0 || chance.below(8) === 0)
    headers.push(['Cookie', cookies.join(chance.of(['; ', ';', ';  ']))]);
  const query = chance
    .some(NAMES.query)
    .map((name) => (chance.below(8) === 0 ? name : `${name}=${randomText(chance)}`));
  return {
    method: chance.of([...METHODS, 'PURGE', 'get']),
    host: `${chance.of(HOSTS)}${chance.of(['', '', ':8080', '.'])}`,
    path: chance.of([...PATHS, '/a/b/', '/bc', '/x', '/axb']),
    query: query.length === 0 ? null : query.join('&'),
    headers,
  };
}

function randomText(chance: Chance): string {
  return chance.below(3) === 0
    ? Array.from({ length: chance.below(5) }, () => chance.of(['a', 'b', 'c', 'A', 'x'])).join('')
    : chance.of(VALUES);
}
