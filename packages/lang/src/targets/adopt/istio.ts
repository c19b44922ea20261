import type { ValueMatch } from '../fusion/value-match.js';
import { regexLength, LONGEST_REGEX, stringMatch } from '../istio/string-match.js';
import { apart, meetDenied, meetValues, met, type Met } from './meet.js';
import { isPlainObject, objectIn, textIn, valueKey, type PlainObject } from './plain-object.js';

const SINGLE = ['uri', 'method', 'scheme', 'authority'] as const;
const NAMED = ['headers', 'withoutHeaders', 'queryParams'] as const;

/**
 * The match of a VirtualService that holds where both do. What is in the first alone, such as ports and labels of workloads, stays as it
 * is.
 * @param own one that was emitted here
 */
export function meetIstio(first: PlainObject, own: PlainObject): Met {
  let match: PlainObject = first;
  for (const place of SINGLE) {
    const [left, right] = [first[place], own[place]];
    if (right === undefined) continue;
    if (left === undefined) {
      match = { ...match, [place]: right };
      continue;
    }
    if (place === 'uri' && first['ignoreUriCase'] === true) return apart('a `uri` whose case is ignored');
    const both = meetTests(left, right, `\`${place}\``, meetValues);
    if (both.kind !== 'met') return both;
    match = { ...match, [place]: both.match };
  }
  for (const place of NAMED) {
    const tests = meetNamed(objectIn(first, place), objectIn(own, place), place);
    if (tests.kind !== 'met') return tests;
    if (Object.keys(tests.match).length > 0) match = { ...match, [place]: tests.match };
  }
  return met(match);
}

function meetNamed(first: PlainObject, own: PlainObject, place: (typeof NAMED)[number]): Met {
  let tests = first;
  for (const [name, right] of Object.entries(own)) {
    const known = Object.keys(first).find((other) => isSameName(other, name, place));
    const what = `\`${name}\` in \`${place}\``;
    const meet = place === 'withoutHeaders' ? meetDenied : meetValues;
    const both = known === undefined ? met(right) : meetTests(first[known], right, what, meet);
    if (both.kind !== 'met') return both;
    tests = { ...tests, [known ?? name]: both.match };
  }
  return met(tests);
}

/** Envoy knows headers in lower case alone. */
function isSameName(left: string, right: string, place: (typeof NAMED)[number]): boolean {
  return place === 'queryParams' ? left === right : left.toLowerCase() === right.toLowerCase();
}

function meetTests(left: unknown, right: unknown, what: string, meet: typeof meetValues): Met<unknown> {
  if (valueKey(left) === valueKey(right)) return met(left);
  const [mine, theirs] = [testOf(left), testOf(right)];
  if (mine === null || theirs === null) return apart(what);
  const both = meet(mine, theirs, what);
  if (both.kind !== 'met') return both;
  return regexLength(both.match) > LONGEST_REGEX ? apart(what) : met(stringMatch(both.match));
}

/** Null for what is no test of a text. */
function testOf(test: unknown): ValueMatch | null {
  if (!isPlainObject(test)) return null;
  const [exact, prefix, regex] = ['exact', 'prefix', 'regex'].map((kind) => textIn(test, kind));
  if (typeof exact === 'string') return { kind: 'exact', value: exact };
  if (typeof prefix === 'string') return { kind: 'prefix', value: prefix };
  // Istio takes this one for a test of presence.
  if (typeof regex === 'string' && regex !== '*') return { kind: 'regex', regex };
  return { kind: 'present' };
}
