import type { Literal } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { withoutAnchors } from '../../condition/regex-ends.js';
import { isNever, type RegexTree } from '../../condition/regex-tree.js';
import { programSizeBound } from '../envoy/program-size.js';
import { atomMatch, matchRegex, treeMatch, type ValueMatch } from '../fusion/value-match.js';
import { authorityHeader } from '../request-headers/authority-header.js';
import { cookieHeader } from '../request-headers/cookie-header.js';
import { pathHeader, queryHeader } from '../request-headers/path-header.js';
import type { Unsayable } from '../rules/unsayable.js';
import type { Rule } from '../target.js';
import type { HeaderTest, Matcher, ParameterTest, PathTest } from './objects.js';
import { isPathText, pathTest, slashedRegex } from './path-test.js';

/** What of the set-up decides how a rule is written. */
export interface MatcherOptions {
  /** The size of a compiled regular expression up to which Gloo takes it. */
  readonly maxProgramSize: number;
  /** Routes stand in a table, under the prefix `/`. */
  readonly inTable: boolean;
}

/** So many headers can need a matcher of their own for when they are missing; each doubles the matchers of a rule. */
const MOST_DOUBLED = 3;

export type RuleMatchers =
  | { readonly kind: 'matchers'; readonly matchers: readonly Matcher[]; readonly takesAll: boolean }
  /** No request matches. */
  | { readonly kind: 'never' }
  | Unsayable;

interface Draft {
  path: PathTest | null;
  methods: readonly string[] | null;
  readonly headers: { readonly test: HeaderTest; readonly literal: Literal }[];
  readonly parameters: ParameterTest[];
}

/** The matchers of which one must match for a rule to hold. */
export function ruleMatchers(rule: Rule, options: MatcherOptions): RuleMatchers {
  const draft: Draft = { path: null, methods: null, headers: [], parameters: [] };
  for (const literal of rule.all) {
    const found = add(draft, literal, options);
    if (found === 'never') return { kind: 'never' };
    if (found !== null) return found;
  }
  return matchers(draft);
}

/** Adds what a literal says; what is in the way otherwise. */
function add(draft: Draft, literal: Literal, options: MatcherOptions): Unsayable | 'never' | null {
  const header = (name: string, match: ValueMatch | null): Unsayable | 'never' | null => {
    if (match === null) return literal.negated ? null : 'never';
    const test: HeaderTest = { ...parameterTest(name, match), ...(literal.negated && { invertMatch: true }) };
    draft.headers.push({ test, literal });
    return tooLarge(test, literal, options);
  };
  const within = (name: string, tree: RegexTree | null): Unsayable | 'never' | null => {
    if (tree === null) return opaque(literal);
    return header(name, isNever(tree) ? null : treeMatch(tree));
  };
  const language = withoutAnchors(comparisonTree(literal));
  const name = literal.name ?? '';
  switch (literal.field) {
    case 'header':
      return header(name, atomMatch(literal));
    case 'scheme':
      return header(':scheme', atomMatch(literal));
    case 'cookie':
      return within('cookie', language && cookieHeader([{ name, values: language }]));
    case 'host':
      return within(':authority', language && authorityHeader(language));
    case 'method': {
      const methods = plainMethods(literal);
      if (methods === null || draft.methods !== null) return header(':method', atomMatch(literal));
      draft.methods = methods;
      return null;
    }
    case 'query': {
      if (literal.negated) return within(':path', language && queryHeader(name, language));
      const test = parameterTest(name, atomMatch(literal));
      draft.parameters.push(test);
      return tooLarge(test, literal, options);
    }
    case 'path': {
      if (literal.negated || draft.path !== null) return within(':path', language && pathHeader(language));
      const test = ownPath(literal, language, options);
      if (test === null) return 'never';
      if ('kind' in test) return test;
      draft.path = test;
      return tooLarge({ value: 'regex' in test ? test.regex : '', regex: 'regex' in test }, literal, options);
    }
  }
}

function ownPath(
  literal: Literal,
  language: RegexTree | null,
  { inTable }: MatcherOptions,
): PathTest | Unsayable | null {
  const match = atomMatch(literal);
  const isText = (match.kind === 'exact' || match.kind === 'prefix') && isPathText(match.value);
  if (match.kind === 'present' || isText || !inTable)
    return pathTest(match, language ?? comparisonTree(literal));
  const slashed = language && slashedRegex(language);
  if (slashed !== null) return slashed.regex === null ? null : { regex: slashed.regex };
  const why =
    'gloo takes an expression in a route table only where it begins with `/`; write it so that it does';
  return { kind: 'unsayable', literal, why, isLimit: false, canCarve: false };
}

/** The methods of a test that is a list of them; null for any other test. */
function plainMethods(literal: Literal): readonly string[] | null {
  if (literal.negated || literal.ignoreCase) return null;
  const methods = literal.op === 'exact' ? [literal.value] : literal.op === 'in' ? literal.values : [];
  // Gloo makes one regular expression of them.
  return methods.length > 0 && methods.every((method) => /^[A-Za-z]+$/.test(method)) ? methods : null;
}

function parameterTest(name: string, match: ValueMatch): ParameterTest {
  if (match.kind === 'present') return { name };
  if (match.kind === 'exact' && match.value !== '') return { name, value: match.value };
  const regex = matchRegex(match);
  // An empty value would be a test of presence.
  return { name, value: regex === '' ? '^$' : regex, regex: true };
}

function tooLarge(
  { value = '', regex = false }: Pick<ParameterTest, 'value' | 'regex'>,
  literal: Literal,
  { maxProgramSize }: MatcherOptions,
): Unsayable | null {
  const size = regex ? programSizeBound(value) : 0;
  if (size <= maxProgramSize) return null;
  const why = `its regular expression takes up to ${size} instructions, and gloo allows ${maxProgramSize}; shorten it, or raise \`regexMaxProgramSize\` in gloo and here`;
  return { kind: 'unsayable', literal, why, isLimit: true, canCarve: false };
}

function opaque(literal: Literal): Unsayable {
  const why =
    'gloo compares it as a part of a longer header, where `^`, `$` or `\\b` in the middle of an expression cannot be kept; write it without them';
  const canCarve = literal.negated && (literal.field === 'path' || literal.field === 'query');
  return { kind: 'unsayable', literal, why, isLimit: false, canCarve };
}

function matchers({ path, methods, headers, parameters }: Draft): RuleMatchers {
  const doubled = doubledHeaders(headers);
  if (doubled.length > MOST_DOUBLED) {
    const last = headers.findLast(({ test }) => doubled.includes(test.name) && test.invertMatch === true);
    const why = `gloo would need more than ${2 ** MOST_DOUBLED} matchers for one rule; use fewer denied tests of headers together`;
    if (last !== undefined) {
      return { kind: 'unsayable', literal: last.literal, why, isLimit: true, canCarve: true };
    }
  }
  const tests = withoutImplied(headers.map(({ test }) => test));
  let choices: readonly (readonly HeaderTest[])[] = [tests];
  for (const name of doubled) {
    const missing: HeaderTest = { name, invertMatch: true };
    choices = choices.flatMap((before) => [
      [...before.filter((test) => test.name !== name), missing],
      before,
    ]);
  }
  const own = path ?? { prefix: '/' };
  const isAnyPath = 'prefix' in own && own.prefix === '/';
  return {
    kind: 'matchers',
    takesAll: isAnyPath && methods === null && tests.length === 0 && parameters.length === 0,
    matchers: choices.map((chosen) => ({
      ...own,
      ...(methods !== null && { methods }),
      ...(chosen.length > 0 && { headers: chosen }),
      ...(parameters.length > 0 && { queryParameters: parameters }),
    })),
  };
}

/** A header that must be missing has none of the values that are denied. */
function withoutImplied(tests: readonly HeaderTest[]): readonly HeaderTest[] {
  const missing = new Set(tests.filter(isAbsence).map(({ name }) => name));
  return tests.filter((test) => test.invertMatch !== true || isAbsence(test) || !missing.has(test.name));
}

function isAbsence({ value, invertMatch }: HeaderTest): boolean {
  return invertMatch === true && value === undefined;
}

/** Headers of which a value is denied, and that may be missing: then the test would not hold. */
function doubledHeaders(headers: Draft['headers']): readonly string[] {
  const tests = headers.map(({ test }) => test);
  const denied = tests.filter(({ name, value, invertMatch }) => {
    return invertMatch === true && value !== undefined && !name.startsWith(':');
  });
  const names = new Set(denied.map(({ name }) => name));
  return [...names].filter((name) => {
    const others = tests.filter((test) => test.name === name);
    return !others.some(({ value, invertMatch }) => invertMatch !== true || value === undefined);
  });
}
