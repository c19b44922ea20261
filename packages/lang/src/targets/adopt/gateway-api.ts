import { matchWithDefaults } from '../cluster/gateway-api-defaults.js';
import {
  isHttpMethod,
  type HttpRouteMatch,
  type PathMatch,
  type ValueMatch,
} from '../gateway-api/httproute.js';
import { apart, met, NEVER_MET, type Met } from './meet.js';
import { isPlainObject, listIn, objectIn, textIn, type PlainObject } from './plain-object.js';

const EVERY_PATH: PathMatch = { type: 'PathPrefix', value: '/' };

/** A match as it is read; null for one that has something which nobody here knows. */
export function readMatch(match: unknown): HttpRouteMatch | null {
  if (!isPlainObject(match)) return null;
  const { path, method, headers, queryParams, ...unknown } = match;
  if (Object.keys(unknown).length > 0) return null;
  const own = objectIn({ path }, 'path');
  const type = textIn(own, 'type') ?? 'PathPrefix';
  if (type !== 'Exact' && type !== 'PathPrefix' && type !== 'RegularExpression') return null;
  const tests = [headers, queryParams].map((list) => listIn({ list }, 'list').map(readTest));
  const [inHeaders = [], inQuery = []] = tests.map((list) => list.filter((test) => test !== null));
  if (tests.flat().includes(null)) return null;
  const known = typeof method === 'string' && isHttpMethod(method) ? method : null;
  if (method !== undefined && known === null) return null;
  return matchWithDefaults({
    path: { type, value: textIn(own, 'value') ?? '/' },
    ...(known !== null && { method: known }),
    // Of two tests of one header the first counts alone.
    ...(inHeaders.length > 0 && { headers: firstOfEach(inHeaders, (name) => name.toLowerCase()) }),
    ...(inQuery.length > 0 && { queryParams: firstOfEach(inQuery, (name) => name) }),
  });
}

function readTest(test: unknown): ValueMatch | null {
  const [name, value] = [textIn(test, 'name'), textIn(test, 'value')];
  const type = textIn(test, 'type') ?? 'Exact';
  if (name === null || value === null || (type !== 'Exact' && type !== 'RegularExpression')) return null;
  return { type, name, value };
}

function firstOfEach(tests: readonly ValueMatch[], keyOf: (name: string) => string): readonly ValueMatch[] {
  return tests.filter(
    ({ name }, index) => tests.findIndex((other) => keyOf(other.name) === keyOf(name)) === index,
  );
}

/** The match of an HTTPRoute that holds where both do. */
export function meetHttpRoute(first: HttpRouteMatch, second: HttpRouteMatch): Met<HttpRouteMatch> {
  const path = meetPaths(first.path ?? EVERY_PATH, second.path ?? EVERY_PATH);
  if (path.kind !== 'met') return path;
  if (first.method !== undefined && second.method !== undefined && first.method !== second.method) {
    return NEVER_MET;
  }
  const method = first.method ?? second.method;
  const headers = meetTests(first.headers, second.headers, 'header', (name) => name.toLowerCase());
  if (headers.kind !== 'met') return headers;
  const queryParams = meetTests(first.queryParams, second.queryParams, 'query parameter', (name) => name);
  if (queryParams.kind !== 'met') return queryParams;
  return met({
    path: path.match,
    ...(method !== undefined && { method }),
    ...(headers.match.length > 0 && { headers: headers.match }),
    ...(queryParams.match.length > 0 && { queryParams: queryParams.match }),
  });
}

function meetPaths(first: PathMatch, second: PathMatch): Met<PathMatch> {
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    if (one.type === 'PathPrefix' && one.value === '/') return met(other);
    if (one.type === other.type && one.value === other.value) return met(one);
    if (one.type === 'PathPrefix' && other.type !== 'RegularExpression' && isUnder(other.value, one.value)) {
      return met(other);
    }
  }
  const isOpen = first.type === 'RegularExpression' || second.type === 'RegularExpression';
  return isOpen ? apart('a regular expression of the path') : NEVER_MET;
}

/** Prefixes are compared by segment, without a slash at the end. */
function isUnder(path: string, prefix: string): boolean {
  const folder = prefix.replace(/\/+$/, '');
  return path === folder || path.startsWith(`${folder}/`);
}

function meetTests(
  first: readonly ValueMatch[] = [],
  second: readonly ValueMatch[] = [],
  what: string,
  keyOf: (name: string) => string,
): Met<readonly ValueMatch[]> {
  const tests = [...first];
  for (const test of second) {
    const known = first.find(({ name }) => keyOf(name) === keyOf(test.name));
    if (known === undefined) {
      tests.push(test);
      continue;
    }
    if (known.type === test.type && known.value === test.value) continue;
    if (known.type === 'Exact' && test.type === 'Exact') return NEVER_MET;
    return apart(`the ${what} \`${test.name}\``);
  }
  return met(tests);
}

/** The match with fields for an object. */
export function writtenMatch(match: HttpRouteMatch): PlainObject {
  return { ...match };
}
