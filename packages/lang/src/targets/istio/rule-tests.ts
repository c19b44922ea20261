import type { Literal } from '../../condition/atom.js';
import { isNever, type RegexTree } from '../../condition/regex-tree.js';
import { fuse, type Fused } from '../fusion/fuse.js';
import { eitherMatch, treeMatch, type ValueMatch } from '../fusion/value-match.js';
import { authorityHeader } from '../request-headers/authority-header.js';
import { cookieHeader, MOST_COOKIES, type CookieValues } from '../request-headers/cookie-header.js';
import { pathHeader, queryHeader } from '../request-headers/path-header.js';
import { byField, type FieldLiterals } from '../rules/field-tests.js';
import type { Unsayable } from '../rules/unsayable.js';
import type { Rule } from '../target.js';
import type { IstioRelease } from './release.js';
import { LONGEST_REGEX, regexLength } from './string-match.js';

/** Where a match of a VirtualService has a test. */
export type Place = 'uri' | 'method' | 'scheme' | 'authority' | 'headers' | 'queryParams' | 'withoutHeaders';

/** One test of a match, and the literals that it says. */
export interface PlacedTest {
  readonly place: Place;
  /** Of a header or a query parameter; the place's own name elsewhere. */
  readonly name: string;
  readonly match: ValueMatch;
  readonly literals: readonly Literal[];
}

export type RuleTests =
  | { readonly kind: 'tests'; readonly tests: readonly PlacedTest[] }
  /** No request matches. */
  | { readonly kind: 'never' }
  | Unsayable;

/** A literal that has no place beside the rule's others. */
/** One rule as the tests of a single match, each place with at most one. */
export function ruleTests(rule: Rule, release: IstioRelease): RuleTests {
  const tests: PlacedTest[] = [];
  const cookies: FusedField[] = [];
  for (const field of byField(rule)) {
    const fused = fuse(field);
    if (fused.kind === 'never') return fused;
    if (fused.kind === 'apart') return apart(field, fused);
    if (field.field === 'cookie') {
      cookies.push({ ...field, fused });
      continue;
    }
    const placed = placedTests({ ...field, fused });
    if ('kind' in placed) return placed;
    tests.push(...placed);
  }
  const inCookieHeader = cookieTests(cookies, tests);
  if ('kind' in inCookieHeader) return inCookieHeader;
  const merged = mergedDenials([...tests, ...inCookieHeader]);
  return refusedPseudoHeader(merged, release) ?? tooLong(merged) ?? { kind: 'tests', tests: merged };
}

type FusedField = FieldLiterals & { readonly fused: Extract<Fused, { kind: 'fused' }> };

function apart(
  { positives }: FieldLiterals,
  { first, second }: Extract<Fused, { kind: 'apart' }>,
): Unsayable {
  const literal = positives.find((positive) => positive === second) ??
    positives[0] ?? { ...second, negated: false };
  const why = `istio holds one test of a ${first.field} in a match, and no single one stands for both`;
  return { kind: 'unsayable', literal, why, isLimit: false, canCarve: true };
}

function placedTests(field: FusedField): readonly PlacedTest[] | Exclude<RuleTests, { kind: 'tests' }> {
  switch (field.field) {
    case 'header':
      return asTheyAre(field, 'headers', field.name ?? '', field.name ?? '');
    case 'method':
      return asTheyAre(field, 'method', 'method', ':method');
    case 'scheme':
      return asTheyAre(field, 'scheme', 'scheme', ':scheme');
    case 'path': {
      const own = asTheyAre({ ...field, negatives: [] }, 'uri', 'uri', ':path');
      const positive = own.filter(({ match }) => !isAnyPath(match));
      const denied = denials(field, ':path', pathHeader);
      return 'kind' in denied ? denied : [...positive, ...denied];
    }
    case 'query': {
      const name = field.name ?? '';
      const positive = asTheyAre({ ...field, negatives: [] }, 'queryParams', name, name);
      const denied = denials(field, ':path', (values) => queryHeader(name, values));
      return 'kind' in denied ? denied : [...positive, ...denied];
    }
    case 'host': {
      const denied = denials(field, ':authority', authorityHeader);
      if ('kind' in denied || field.fused.positive === null) return denied;
      const [literal] = field.positives;
      const { language } = field.fused.positive;
      const tree = language && authorityHeader(language);
      if (tree === null) return literal === undefined ? denied : opaque(literal, false);
      if (isNever(tree)) return { kind: 'never' };
      const { positives: literals } = field;
      return [{ place: 'authority', name: 'authority', match: treeMatch(tree), literals }, ...denied];
    }
    case 'cookie':
      return [];
  }
}

/** Istio takes a match with nothing but such a test for one without any. */
function isAnyPath(match: ValueMatch): boolean {
  if (match.kind === 'regex') return match.regex === '.*';
  return match.kind === 'present' || (match.kind === 'prefix' && '/'.startsWith(match.value));
}

/** The tests of a field that has a place of its own for each kind. */
function asTheyAre(
  { fused: { positive, negative }, positives, negatives }: FusedField,
  place: Place,
  name: string,
  header: string,
): readonly PlacedTest[] {
  const tests: PlacedTest[] = [];
  if (positive !== null) tests.push({ place, name, match: positive.match, literals: positives });
  if (negative !== null && negatives.length > 0) {
    tests.push({ place: 'withoutHeaders', name: header, match: negative.match, literals: negatives });
  }
  return tests;
}

/** What must not be, as a test of the header that holds it. */
function denials(
  { fused: { negative }, negatives }: FusedField,
  header: string,
  inHeader: (values: RegexTree) => RegexTree | null,
): readonly PlacedTest[] | Unsayable {
  const [literal] = negatives;
  if (negative === null || literal === undefined) return [];
  const tree = negative.language && inHeader(negative.language);
  if (tree === null) return opaque(literal, header === ':path');
  // What no header can be need not be denied.
  if (isNever(tree)) return [];
  return [{ place: 'withoutHeaders', name: header, match: treeMatch(tree), literals: negatives }];
}

function opaque(literal: Literal, canCarve: boolean): Unsayable {
  const why = `istio compares it as a part of a longer header, where \`^\`, \`$\` or \`\\b\` in the middle of an expression cannot be kept; write it without them`;
  return { kind: 'unsayable', literal, why, isLimit: false, canCarve };
}

function cookieTests(
  cookies: readonly FusedField[],
  others: readonly PlacedTest[],
): readonly PlacedTest[] | Exclude<RuleTests, { kind: 'tests' }> {
  const wanted: CookieValues[] = [];
  const literals: Literal[] = [];
  const denied: PlacedTest[] = [];
  const isTaken = others.some(({ place, name }) => place === 'headers' && name === 'cookie');
  for (const { name, fused, positives, negatives } of cookies) {
    for (const [tested, [literal]] of [
      [fused.positive, positives],
      [fused.negative, negatives],
    ] as const) {
      if (tested?.language === null && literal !== undefined) return opaque(literal, false);
    }
    const [literal] = positives;
    const values = fused.positive?.language;
    if (values && literal !== undefined) {
      if (isTaken || wanted.length === MOST_COOKIES) {
        const why = isTaken
          ? 'istio holds one test of the cookie header in a match, and another literal has it'
          : `istio holds one test of the cookie header in a match, which has room for ${MOST_COOKIES} cookies`;
        return { kind: 'unsayable', literal, why, isLimit: false, canCarve: true };
      }
      wanted.push({ name: name ?? '', values });
      literals.push(...positives);
    }
    if (fused.negative !== null) {
      const placed = denials({ field: 'cookie', name, fused, positives, negatives }, 'cookie', (denials) =>
        cookieHeader([{ name: name ?? '', values: denials }]),
      );
      if ('kind' in placed) return placed;
      denied.push(...placed);
    }
  }
  if (wanted.length === 0) return denied;
  const tree = cookieHeader(wanted);
  const [literal] = literals;
  if (tree === null) return literal === undefined ? denied : opaque(literal, false);
  if (isNever(tree)) return { kind: 'never' };
  return [{ place: 'headers', name: 'cookie', match: treeMatch(tree), literals }, ...denied];
}

/** All that must not be in one header as one test. */
function mergedDenials(tests: readonly PlacedTest[]): readonly PlacedTest[] {
  const denied = new Map<string, readonly PlacedTest[]>();
  for (const test of tests) {
    if (test.place === 'withoutHeaders') denied.set(test.name, [...(denied.get(test.name) ?? []), test]);
  }
  const merged = [...denied].map(([name, group]): PlacedTest => {
    const literals = group.flatMap((test) => test.literals);
    return { place: 'withoutHeaders', name, match: eitherMatch(group.map(({ match }) => match)), literals };
  });
  return [...tests.filter(({ place }) => place !== 'withoutHeaders'), ...merged];
}

function refusedPseudoHeader(tests: readonly PlacedTest[], release: IstioRelease): Unsayable | null {
  if (release.deniesPseudoHeaders) return null;
  const [literal] =
    tests.find(({ place, name }) => place === 'withoutHeaders' && name.startsWith(':'))?.literals ?? [];
  if (literal === undefined) return null;
  const why = 'istio 1.23.0 to 1.24.3 has no denied test of it; write for 1.24.4 or newer';
  return { kind: 'unsayable', literal, why, isLimit: false, canCarve: true };
}

function tooLong(tests: readonly PlacedTest[]): Unsayable | null {
  for (const { match, literals } of tests) {
    const length = regexLength(match);
    const literal = literals.at(-1);
    if (length <= LONGEST_REGEX || literal === undefined) continue;
    const why = `its regular expression has ${length} bytes, and istio takes ${LONGEST_REGEX}; shorten it or split it up`;
    return { kind: 'unsayable', literal, why, isLimit: true, canCarve: literals.length > 1 };
  }
  return null;
}
