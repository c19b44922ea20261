import { regexSize } from '../../check/regex-size.js';
import { literalText, type Literal } from '../../condition/atom.js';
import { quoteRegex } from '../../condition/regex-text.js';
import type { TargetProblem } from '../target.js';
import { arrangementRegex } from './arrangement.js';
import { cookieLineRegex, type CookieDemand } from './cookie-regex.js';
import type { Cube, Side } from './cube.js';
import {
  HTTP_METHODS,
  isHttpMethod,
  type HttpMethod,
  type HttpRouteMatch,
  type PathMatch,
  type ValueMatch,
} from './httproute.js';
import { FIELD_NAME, isWritablePath, LIMITS } from './options.js';
import { regexParts } from './regex-parts.js';
import { shapesOf, type ValueSet } from './value-set.js';

/** A conjunction as the one match that says it, or what is in the way. */
export type Written = { readonly match: HttpRouteMatch } | { readonly problem: TargetProblem };

/** What may be written. */
export interface Means {
  readonly regexes: boolean;
  /** Every path as a regular expression; otherwise none. */
  readonly regexPaths: boolean;
}

/** Cookies in one line may be in any order, of which there are six of three. */
const MOST_COOKIES = 3;
/** What Istio's proxies take. */
const LARGEST_PROGRAM = 32_768;

/** A part of a match, or the problem. */
type Part<T> = { readonly part: T } | { readonly problem: TargetProblem };

export function writeMatch(cube: Cube, means: Means): Written {
  const headers: ValueMatch[] = [];
  const queryParams: ValueMatch[] = [];
  let path: PathMatch | undefined;
  let method: HttpMethod | undefined;
  const cookies: Side[] = [];
  for (const side of cube.sides.values()) {
    const { field, values } = side;
    switch (field.field) {
      case 'header':
      case 'query': {
        const written = valueMatch(side, means);
        if ('problem' in written) return written;
        (field.field === 'header' ? headers : queryParams).push(written.part);
        break;
      }
      case 'path': {
        const written = means.regexPaths ? regexPath(values, means) : plainPath(values);
        if ('problem' in written) return written;
        path = written.part;
        break;
      }
      case 'method': {
        const written = methodMatch(values);
        if ('problem' in written) return written;
        method = written.part;
        break;
      }
      case 'cookie':
        cookies.push(side);
        break;
      // Neither is left in rules by the time they are written.
      case 'host':
      case 'scheme':
        break;
    }
  }
  if (cookies.length > 0) {
    const written = cookieMatch(cookies, headers, cube, means);
    if ('problem' in written) return written;
    headers.push(written.part);
  }
  const most = Math.max(headers.length, queryParams.length);
  if (most > LIMITS.headers) return tooMany(cube, most);
  if (path === undefined && means.regexPaths) path = { type: 'RegularExpression', value: '.*' };
  return {
    match: {
      ...(path === undefined ? {} : { path }),
      ...(method === undefined ? {} : { method }),
      ...(headers.length === 0 ? {} : { headers: inOrder(headers) }),
      ...(queryParams.length === 0 ? {} : { queryParams: inOrder(queryParams) }),
    },
  };
}

function inOrder(matches: readonly ValueMatch[]): readonly ValueMatch[] {
  return matches.toSorted((first, second) => (first.name < second.name ? -1 : 1));
}

function valueMatch({ field, values }: Side, means: Means): Part<ValueMatch> {
  const name = field.name ?? '';
  if (
    name.length > LIMITS.nameLength ||
    !FIELD_NAME.test(name) ||
    (field.field === 'query' && /[%+]/.test(name))
  ) {
    return cannotBeNamed(values);
  }
  const longest = field.field === 'header' ? LIMITS.headerValueLength : LIMITS.queryValueLength;
  const [value, ...others] = values.values ?? [];
  if (value !== undefined && others.length === 0 && value !== '') {
    if (Array.from(value).length > longest) return tooLong(values, Array.from(value).length, longest);
    return { part: { type: 'Exact', name, value } };
  }
  const written = regexFor(values, means);
  if ('problem' in written) return written;
  return { part: { type: 'RegularExpression', name, value: written.part } };
}

function plainPath(values: ValueSet): Part<PathMatch> {
  const [value, ...others] = values.values ?? [];
  const [test, ...otherTests] = values.tests;
  if (value !== undefined && others.length === 0 && isWritablePath(value)) {
    return { part: { type: 'Exact', value } };
  }
  if (test?.op === 'under' && otherTests.length === 0 && isWritablePath(test.value)) {
    return { part: { type: 'PathPrefix', value: test.value } };
  }
  return problem(
    values,
    'a path is compared as a whole or by its segments, and anything else needs a regular expression, which profile `core` has not; test it with `exact` or `under`',
  );
}

function regexPath(values: ValueSet, means: Means): Part<PathMatch> {
  const written = regexFor(values, means);
  if ('problem' in written) return written;
  return { part: { type: 'RegularExpression', value: written.part } };
}

function methodMatch(values: ValueSet): Part<HttpMethod> {
  const [method, ...others] = values.values ?? [];
  if (method !== undefined && others.length === 0 && isHttpMethod(method)) return { part: method };
  return problem(
    values,
    `a method can only be compared with one of ${HTTP_METHODS.join(', ')}; name those that are meant`,
  );
}

function cookieMatch(
  sides: readonly Side[],
  headers: readonly ValueMatch[],
  cube: Cube,
  means: Means,
): Part<ValueMatch> {
  const literals = sides.flatMap(({ values }) => values.literals);
  const all: ValueSet = sides[0] === undefined ? EMPTY : { ...sides[0].values, literals };
  const line = cube.sides.get('header cookie');
  if (headers.some(({ name }) => name === 'cookie') && line !== undefined) {
    return notBoth([...line.values.literals, ...literals], 'a header and a cookie that is a part of it');
  }
  if (sides.length > MOST_COOKIES) {
    return notBoth(literals, `${sides.length} cookies, where ${MOST_COOKIES} are the most`);
  }
  const cookies = sides
    .map(({ field, values }): CookieDemand => ({ name: field.name ?? '', values }))
    .toSorted((first, second) => (first.name < second.name ? -1 : 1));
  const regex = cookieLineRegex(cookies);
  if (regex === null) {
    return problem(
      all,
      'this value of a cookie cannot be told from the rest of its line; use `exact`, `prefix`, `suffix` or `contains`',
    );
  }
  const checked = checkedRegex(regex, all, means);
  return 'problem' in checked
    ? checked
    : { part: { type: 'RegularExpression', name: 'cookie', value: checked.part } };
}

/** A regular expression for the whole of a value. */
function regexFor(values: ValueSet, means: Means): Part<string> {
  const { tests, literals } = values;
  if (values.values !== null) {
    return checkedRegex(anchored(values.values.map(quoteRegex)), values, means);
  }
  const [only] = tests;
  if (only === undefined) return checkedRegex('.*', values, means);
  if (only.op === 'regex' && tests.length === 1)
    return checkedRegex(anchoredRegex(only.pattern), values, means);
  const shapes = shapesOf(tests);
  if (shapes === null)
    return notBoth(
      tests.length > 1 ? tests.map(({ literal }) => literal) : literals,
      'two tests of one value',
    );
  const arranged = shapes.arranged.map((arrangement) => arrangementRegex(arrangement, '.*', '.*'));
  return checkedRegex(anchored([...shapes.exact.map(quoteRegex), ...arranged]), values, means);
}

function anchored(alternatives: readonly string[]): string {
  const [only, ...others] = alternatives;
  return only !== undefined && others.length === 0 ? `^${only}$` : `^(?:${alternatives.join('|')})$`;
}

/** With anchors: an implementation may look for the first match and ask then whether it is the whole value. */
function anchoredRegex(pattern: string): string {
  const parts = regexParts(pattern);
  const isAnchored = parts[0]?.text === '^' && parts.at(-1)?.text === '$';
  return isAnchored && parts.every(({ kind }) => kind !== 'or') ? pattern : `^(?:${pattern})$`;
}

function checkedRegex(regex: string, values: ValueSet, means: Means): Part<string> {
  if (!means.regexes) {
    return problem(
      values,
      'it needs a regular expression, which profile `core` has not; compare with `exact`, or use profile `re2-full`',
    );
  }
  if (regex.length > LIMITS.regexLength) return tooLong(values, regex.length, LIMITS.regexLength);
  if (regexSize(regex) > LARGEST_PROGRAM) {
    return limit(values, `its regular expression takes more than ${LARGEST_PROGRAM} steps; make it smaller`);
  }
  return { part: regex };
}

const EMPTY: ValueSet = { values: null, tests: [], literals: [], key: 'any' };

function problem(values: ValueSet, why: string): { readonly problem: TargetProblem } {
  const [literal = null] = values.literals;
  const what = literal === null ? '' : `\`${literalText(literal)}\` cannot be said to the gateway api: `;
  return {
    problem: { code: 'target-cannot', severity: 'error', message: `${what}${why}`, literal, route: null },
  };
}

function notBoth(literals: readonly Literal[], what: string): { readonly problem: TargetProblem } {
  const texts = [...new Set(literals.map(literalText))].map((text) => `\`${text}\``);
  const [literal = null] = literals;
  const message = `the gateway api takes one test of a header, a query parameter or a path, and ${texts.join(' and ')} would be ${what} at once; bring them to one regular expression, or make their routes not overlap`;
  return { problem: { code: 'target-cannot', severity: 'error', message, literal, route: null } };
}

function cannotBeNamed(values: ValueSet): { readonly problem: TargetProblem } {
  const [literal = null] = values.literals;
  const message = `the gateway api has no match for the name \`${literal?.name ?? ''}\`: it may have ${LIMITS.nameLength} letters, digits and signs that headers have; use another name`;
  return { problem: { code: 'target-name', severity: 'error', message, literal, route: null } };
}

function tooLong(values: ValueSet, length: number, longest: number): { readonly problem: TargetProblem } {
  return limit(values, `it takes ${length} characters, where ${longest} are the most; make it shorter`);
}

function limit(values: ValueSet, why: string): { readonly problem: TargetProblem } {
  const [literal = null] = values.literals;
  const what = literal === null ? 'a test' : `\`${literalText(literal)}\``;
  return {
    problem: {
      code: 'target-limit',
      severity: 'error',
      message: `${what} is too long for the gateway api: ${why}`,
      literal,
      route: null,
    },
  };
}

function tooMany(cube: Cube, count: number): Written {
  const [literal = null] = [...cube.sides.values()].flatMap(({ values }) => values.literals);
  const message = `a match of the gateway api has at most ${LIMITS.headers} headers and as many query parameters, and this one would have ${count}; ask for fewer at once`;
  return { problem: { code: 'target-limit', severity: 'error', message, literal, route: null } };
}
