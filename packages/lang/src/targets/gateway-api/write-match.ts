import type { Literal } from '../../condition/atom.js';
import { printRegex } from '../../condition/print-regex.js';
import { ANYTHING, isNever, NEVER } from '../../condition/regex-tree.js';
import { regexSize } from '../../check/regex-size.js';
import { cookieHeader, MOST_COOKIES, type CookieValues } from '../request-headers/cookie-header.js';
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
import { cannotBeNamed, limit, notBoth, problem, tooLong, tooMany, type Problem } from './problems.js';
import { languageOf, type ValueSet } from './value-set.js';

/** A conjunction as the one match that says it, or what is in the way. */
export type Written = { readonly match: HttpRouteMatch } | Problem;

/** What may be written. */
export interface Means {
  readonly regexes: boolean;
  /** Every path as a regular expression; otherwise none. */
  readonly regexPaths: boolean;
}

/** What Istio's proxies take. */
const LARGEST_PROGRAM = 32_768;

/** A part of a match, or the problem. */
type Part<T> = { readonly part: T } | Problem;

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
  if (most > LIMITS.headers)
    return tooMany(
      [...cube.sides.values()].flatMap(({ values }) => values.literals),
      most,
    );
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
    return cannotBeNamed(values.literals);
  }
  const longest = field.field === 'header' ? LIMITS.headerValueLength : LIMITS.queryValueLength;
  const [value, ...others] = values.values ?? [];
  if (value !== undefined && others.length === 0 && value !== '') {
    if (Array.from(value).length > longest)
      return tooLong(values.literals, Array.from(value).length, longest);
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
    values.literals,
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
    values.literals,
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
  const line = cube.sides.get('header cookie');
  if (headers.some(({ name }) => name === 'cookie') && line !== undefined) {
    return notBoth([...line.values.literals, ...literals], 'a header and a cookie that is a part of it');
  }
  if (sides.length > MOST_COOKIES) {
    return notBoth(literals, `${sides.length} cookies, where ${MOST_COOKIES} are the most`);
  }
  const cookies: CookieValues[] = [];
  for (const { field, values } of sides) {
    const language = languageOf(values);
    if (language === null) return notOne(values);
    cookies.push({ name: field.name ?? '', values: language === 'never' ? NEVER : language });
  }
  const tree = cookieHeader(cookies.sort((first, second) => (first.name < second.name ? -1 : 1)));
  const [first = null] = sides;
  if (tree === null || isNever(tree)) {
    return problem(
      first === null ? [] : first.values.literals,
      'this value of a cookie cannot be told from the rest of its line; use `exact`, `prefix`, `suffix` or `contains`',
    );
  }
  const checked = checkedRegex(anchored(printRegex(tree)), literals, means);
  if ('problem' in checked) return checked;
  return { part: { type: 'RegularExpression', name: 'cookie', value: checked.part } };
}

/** A regular expression for the whole of a value. */
function regexFor(values: ValueSet, means: Means): Part<string> {
  const [only, ...others] = values.tests;
  if (only?.op === 'regex' && others.length === 0) {
    return checkedRegex(anchored(only.pattern), values.literals, means);
  }
  const language = languageOf(values);
  if (language === null || language === 'never') return notOne(values);
  const regex = language === ANYTHING ? '.*' : anchored(printRegex(language));
  return checkedRegex(regex, values.literals, means);
}

/** With anchors: an implementation may look for the first match and ask then whether it is the whole value. */
function anchored(regex: string): string {
  if (/^\^[^|]*[^\\|]\$$/.test(regex)) return regex;
  return /[|]|^\^|\$$/.test(regex) ? `^(?:${regex})$` : `^${regex}$`;
}

function checkedRegex(regex: string, literals: readonly Literal[], means: Means): Part<string> {
  if (!means.regexes) {
    return problem(
      literals,
      'it needs a regular expression, which profile `core` has not; compare with `exact`, or use profile `re2-full`',
    );
  }
  if (regex.length > LIMITS.regexLength) return tooLong(literals, regex.length, LIMITS.regexLength);
  if (regexSize(regex) > LARGEST_PROGRAM) {
    return limit(
      literals,
      `its regular expression takes more than ${LARGEST_PROGRAM} steps; make it smaller`,
    );
  }
  return { part: regex };
}

/** Of tests that are on their own, but not together, or of one that is not even so. */
function notOne({ tests, literals }: ValueSet): Problem {
  return notBoth(tests.length > 1 ? tests.map(({ literal }) => literal) : literals, 'two tests of one value');
}
