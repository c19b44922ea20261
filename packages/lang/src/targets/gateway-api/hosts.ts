import { literalText, type Literal } from '../../condition/atom.js';
import { valueTest } from '../../condition/atom-test.js';
import { regexShape } from '../../condition/regex-shape.js';
import { lowerCase } from '../../condition/request.js';
import { servesHost, wildcardEnd } from '../../condition/served-host.js';
import type { Rule, TargetProblem } from '../target.js';
import { valuesOfAtom, type Reading } from './field-values.js';
import { HOSTNAME, IP_ADDRESS, LIMITS } from './options.js';
import type { ValueSet } from './value-set.js';
import { excerpt } from '../../diagnostics/excerpt.js';

/** Hosts for which the same rules are left once their hosts are known. */
export interface HostGroup {
  /** Of which a request goes to the most specific that it fits; empty for any host. */
  readonly hostnames: readonly string[];
  /** Without literals about hosts and schemes. */
  readonly rules: readonly Rule[];
}

/** Past this many no gateway has them all. */
const MOST_HOSTNAMES = 256;
const ANY = '*';
/** Hosts are never written as regular expressions. */
const HOSTS: Reading = { apart: false, facts: new Map() };

/**
 * The rules by host. This API compares hosts for a whole object, the longest hostname first, so that each that a literal names
 * becomes one of its own, with all rules.
 */
export function byHost(
  hosts: readonly string[],
  rules: readonly Rule[],
): { readonly groups: readonly HostGroup[] } | { readonly problems: readonly TargetProblem[] } {
  const patterns = patternsOf(hosts.length === 0 ? [ANY] : hosts, rules);
  if (patterns.size > MOST_HOSTNAMES) return { problems: [tooManyHosts(patterns.size)] };
  const problems = new Map<string, TargetProblem>();
  const groups = new Map<string, HostGroup>();
  for (const pattern of patterns) {
    const left = rules.flatMap((rule): readonly Rule[] => {
      const all = restOf(rule, pattern, patterns, problems);
      return all === null ? [] : [{ all, route: rule.route }];
    });
    const key = JSON.stringify(left.map(({ all, route }) => [route, ...all.map(literalText)]));
    const hostnames = pattern === ANY ? [] : [...(groups.get(key)?.hostnames ?? []), pattern];
    // The object for any host has no hostnames, so that it shares its rules with none that has.
    groups.set(pattern === ANY ? ANY : key, { hostnames, rules: left });
  }
  return problems.size > 0 ? { problems: [...problems.values()] } : { groups: [...groups.values()] };
}

/** The hosts, and those of literals among them; a pattern is served where all that it takes in is. */
function patternsOf(hosts: readonly string[], rules: readonly Rule[]): ReadonlySet<string> {
  const patterns = new Set(hosts);
  for (const literal of rules.flatMap(({ all }) => all)) {
    if (literal.field !== 'host') continue;
    for (const pattern of valuesOfAtom(comparable(literal), HOSTS).flatMap(patternsOfSet)) {
      if (isHostname(pattern) && servesHost(hosts, pattern)) patterns.add(pattern);
    }
  }
  return patterns;
}

/** Hosts are in lower case on both sides; of a regular expression only one that is a plain text is of use here. */
function comparable(literal: Literal): Literal {
  const shape = literal.op === 'regex' ? regexShape(literal.value) : null;
  return shape === null
    ? literal
    : { ...literal, op: shape.op, value: lowerCase(shape.value), ignoreCase: false };
}

function patternsOfSet(set: ValueSet): readonly string[] {
  if (set.values !== null) return set.values;
  const [test] = set.tests;
  if (test?.op !== 'suffix') return [];
  const text = test.piece.join('');
  return text.startsWith('.') ? [`*${text}`] : [];
}

export function isHostname(text: string): boolean {
  return text.length <= LIMITS.objectNameLength && HOSTNAME.test(text) && !IP_ADDRESS.test(text);
}

/** What is left of a rule for the hosts of a pattern that are in no narrower one; null where it takes none of them. */
function restOf(
  rule: Rule,
  pattern: string,
  patterns: ReadonlySet<string>,
  problems: Map<string, TargetProblem>,
): readonly Literal[] | null {
  const rest: Literal[] = [];
  for (const literal of rule.all) {
    if (literal.field !== 'host' && literal.field !== 'scheme') {
      rest.push(literal);
      continue;
    }
    const holds =
      literal.field === 'host' ? holdsForAll(literal, pattern, patterns) : holdsForSchemes(literal);
    if (holds === null) problems.set(literalText(literal), problemOf(literal));
    else if (!holds) return null;
  }
  return rest;
}

function holdsForSchemes(literal: Literal): boolean | null {
  const [plain, encrypted] = ['http', 'https'].map((scheme) => holdsFor(literal, scheme));
  return plain === encrypted ? (plain ?? null) : null;
}

function holdsFor(literal: Literal, value: string): boolean {
  return valueTest(literal)(value) !== literal.negated;
}

/** Null where it holds for some of them. */
function holdsForAll(literal: Literal, pattern: string, patterns: ReadonlySet<string>): boolean | null {
  const end = wildcardEnd(pattern);
  if (end === null) return holdsFor(literal, pattern);
  const truths = valuesOfAtom(comparable(literal), HOSTS).map((set) => isForAll(set, end, patterns));
  if (truths.includes(true)) return !literal.negated;
  return truths.includes(null) ? null : literal.negated;
}

/** @param end what all these hosts end with, empty for any */
function isForAll(set: ValueSet, end: string, patterns: ReadonlySet<string>): boolean | null {
  if (set.values !== null) {
    // Those that are hostnames of their own are in narrower patterns.
    return set.values.some((value) => value.endsWith(end) && !patterns.has(value)) ? null : false;
  }
  const [test] = set.tests;
  if (test === undefined) return true;
  if (test.op === 'suffix') {
    const text = test.piece.join('');
    if (end.endsWith(text)) return true;
    return text.endsWith(end) && !patterns.has(`*${text}`) ? null : false;
  }
  return test.op === 'contains' && end.includes(test.piece.join('')) ? true : null;
}

function problemOf(literal: Literal): TargetProblem {
  const message =
    literal.field === 'scheme'
      ? `\`${excerpt(literalText(literal))}\` cannot be said to the gateway api: its routes do not know the scheme; attach a route of its own to the listener that is meant`
      : `\`${excerpt(literalText(literal))}\` cannot be said to the gateway api: it compares hosts as a whole or by their last labels; use \`exact\` with a name, \`in\`, or \`suffix ".example.com"\`, or name all hosts of the gateway`;
  return { code: 'target-cannot', severity: 'error', message, literal, route: null };
}

function tooManyHosts(count: number): TargetProblem {
  const message = `the conditions name ${count} hosts, where ${MOST_HOSTNAMES} are the most; name fewer`;
  return { code: 'target-limit', severity: 'error', message, literal: null, route: null };
}
