import { matchesEmpty } from '../fusion/value-match.js';
import type { HttpMatch, StringMatch } from './objects.js';
import type { IstioRelease } from './release.js';
import type { PlacedTest } from './rule-tests.js';
import { stringMatch } from './string-match.js';

/** So many headers can need a match of their own for when they are missing; each doubles the matches of a rule. */
export const MOST_DOUBLED = 3;

/**
 * The matches of which one must hold for the tests of one rule. There are several where a denied test of a header does not hold for
 * a request without the header, which must match all the same.
 */
export function httpMatches(tests: readonly PlacedTest[], release: IstioRelease): readonly HttpMatch[] {
  let choices: readonly (readonly PlacedTest[])[] = [[]];
  const doubled = doubledTests(tests, release);
  for (const test of tests) {
    const either: readonly PlacedTest[] = doubled.includes(test) ? [absent(test), test] : [test];
    choices = choices.flatMap((before) => either.map((one) => [...before, one]));
  }
  return choices.map(httpMatch);
}

/** The denied tests that fail where their header is missing. */
export function doubledTests(tests: readonly PlacedTest[], release: IstioRelease): readonly PlacedTest[] {
  return tests.filter(({ place, name, match }) => {
    if (place !== 'withoutHeaders' || name.startsWith(':') || match.kind === 'present') return false;
    const isThere = tests.some((other) => other.place === 'headers' && other.name === name);
    return !isThere && (!release.missingIsEmpty || matchesEmpty(match));
  });
}

function absent(test: PlacedTest): PlacedTest {
  return { ...test, match: { kind: 'present' } };
}

function httpMatch(tests: readonly PlacedTest[]): HttpMatch {
  const single = (place: PlacedTest['place']) => tests.find((test) => test.place === place)?.match;
  const named = (place: PlacedTest['place']): Readonly<Record<string, StringMatch>> | null => {
    const found = tests.filter((test) => test.place === place);
    return found.length === 0
      ? null
      : Object.fromEntries(found.map(({ name, match }) => [name, stringMatch(match)]));
  };
  const [uri, method, scheme, authority] = (['uri', 'method', 'scheme', 'authority'] as const).map(single);
  const [headers, withoutHeaders, queryParams] = (['headers', 'withoutHeaders', 'queryParams'] as const).map(
    named,
  );
  return {
    ...(uri && { uri: stringMatch(uri) }),
    ...(method && { method: stringMatch(method) }),
    ...(scheme && { scheme: stringMatch(scheme) }),
    ...(authority && { authority: stringMatch(authority) }),
    ...(headers && { headers }),
    ...(withoutHeaders && { withoutHeaders }),
    ...(queryParams && { queryParams }),
  };
}
