import { atomKey, fieldKey, type Atom, type Field, type Literal } from '../../condition/atom.js';
import { servesAnyHost, wildcardEnd } from '../../condition/served-host.js';
import { excerpt } from '../../diagnostics/excerpt.js';
import type { Rule, TargetGateway, TargetProblem } from '../target.js';
import { testMatches } from './matches.js';
import { rawAclProblem } from './raw-acl.js';
import {
  WORDS_A_LINE,
  type AclLine,
  type Assignment,
  type HaproxyRules,
  type RoutingLine,
  type Term,
} from './rules.js';
import { fieldSample, type FieldSample } from './samples.js';
import { isHeaderName } from './spelling.js';
import { NO_STAND_INS, type StandIns } from './stand-ins.js';

export type EmittedRules =
  | { readonly ok: true; readonly rules: HaproxyRules; readonly notes: readonly TargetProblem[] }
  | { readonly ok: false; readonly problems: readonly TargetProblem[] };

/** `use_backend NAME if` come before the tests. */
const TERMS_A_LINE = WORDS_A_LINE - 3;

/**
 * The rules as HAProxy has them.
 * @param backends by route, the name of its backend
 * @param standIns the raw ACLs that some literals stand for
 */
export function emitRules(
  { hosts }: Pick<TargetGateway, 'hosts'>,
  rules: readonly Rule[],
  backends: readonly string[],
  standIns: StandIns = NO_STAND_INS,
): EmittedRules {
  const table = new AclTable(standIns);
  const served = servesAnyHost(hosts) ? null : table.hosts(hosts);
  const routing: RoutingLine[] = [];
  let fallback: number | null = null;
  for (const { all, route } of rules) {
    const terms = table.terms(all, route);
    if (terms === null) continue;
    if (terms.length > TERMS_A_LINE)
      table.problems.push(tooManyTerms(terms.length, all[TERMS_A_LINE] ?? null, route));
    if (terms.length === 0) {
      fallback = route;
      break;
    }
    routing.push({ backend: backends[route] ?? '', all: terms });
  }
  if (fallback === null) throw new RangeError('the last rule has tests');
  const { acls, assignments, problems, notes } = table;
  if (problems.length > 0) return { ok: false, problems };
  const emitted = { acls, assignments, served, routing, fallback: backends[fallback] ?? '' };
  return { ok: true, rules: emitted, notes };
}

/** @param first the first test that the line has no place for */
function tooManyTerms(count: number, first: Literal | null, route: number): TargetProblem {
  return {
    code: 'target-limit',
    severity: 'error',
    message: `one alternative of the condition has ${count} tests, and a line of haproxy takes ${TERMS_A_LINE}: join tests of one field by \`in\` or a regular expression`,
    literal: first,
    route,
  };
}

/** An atom in HAProxy: a constant, or an ACL that holds where it does or where it does not. */
type Spelled =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'acl'; readonly acl: string; readonly negated: boolean }
  | { readonly kind: 'problem' };

/** The ACLs that rules need, each test once. */
class AclTable {
  readonly acls: AclLine[] = [];
  readonly assignments: Assignment[] = [];
  readonly problems: TargetProblem[] = [];
  readonly notes: TargetProblem[] = [];
  private readonly spelled = new Map<string, Spelled>();
  private readonly samples = new Map<string, FieldSample | null>();

  constructor(private readonly standIns: StandIns) {}

  /** The tests that must hold for a rule; null for one that never matches. */
  terms(literals: readonly Literal[], route: number): readonly Term[] | null {
    const terms: Term[] = [];
    for (const literal of literals) {
      const spelled = this.spell(literal, route);
      switch (spelled.kind) {
        case 'acl':
          terms.push({ acl: spelled.acl, negated: spelled.negated !== literal.negated });
          break;
        case 'constant':
          if (spelled.holds === literal.negated) return null;
          break;
        case 'problem':
          // Stands for it, so that the rule is not taken for one that matches all.
          terms.push({ acl: 'refused', negated: false });
      }
    }
    return terms;
  }

  /** The ACL of the hosts that are served; one that begins with `*.` stands for all below it. */
  hosts(hosts: readonly string[]): string {
    const host: Field = { field: 'host', name: null };
    const sample = this.sample(host)?.sample;
    if (sample === undefined) throw new RangeError('a host that no request has');
    const below = hosts.map(wildcardEnd).filter((end) => end !== null);
    const exact: Atom = {
      ...host,
      op: 'in',
      values: hosts.filter((name) => wildcardEnd(name) === null),
      ignoreCase: false,
    };
    const tests: readonly Atom[] = [
      exact,
      ...below.map((value): Atom => ({ ...host, op: 'suffix', value, ignoreCase: false })),
    ];
    for (const test of tests) {
      const found = testMatches(test);
      if (found.kind !== 'matches') continue;
      this.acls.push(...found.matches.map((match) => ({ name: 'served', sample, match })));
    }
    return 'served';
  }

  private spell(literal: Literal, route: number): Spelled {
    const key = atomKey(literal);
    const known = this.spelled.get(key);
    if (known !== undefined) return known;
    const spelled = this.spellAnew(literal, route);
    this.spelled.set(key, spelled);
    return spelled;
  }

  private spellAnew(literal: Literal, route: number): Spelled {
    const { field, name } = literal;
    const raw = field === 'header' ? this.standIns.get(name ?? '') : undefined;
    if (raw !== undefined) return this.spellRaw(raw, literal, route);
    if (field === 'header' && !isHeaderName(name ?? '')) return this.refuse(badHeader(literal, route));
    const test = testMatches(literal);
    if (test.kind === 'constant') return test;
    if (test.kind === 'unproved') return this.refuse(unproved(literal, route));
    const found = this.sample(literal);
    if (found === null) return { kind: 'constant', holds: false };
    const acl = `t${this.spelled.size + 1}`;
    this.acls.push(...test.matches.map((match) => ({ name: acl, sample: found.sample, match })));
    return { kind: 'acl', acl, negated: test.negated };
  }

  private spellRaw(raw: string, literal: Literal, route: number): Spelled {
    const problem = rawAclProblem(raw);
    if (problem !== null) return this.refuse(badRawAcl(raw, problem, literal, route));
    this.notes.push(unknownRawAcl(raw, literal, route));
    const acl = `t${this.spelled.size + 1}`;
    const sample = { fetch: 'raw', acl: raw, standIn: literal.name ?? '' } as const;
    this.acls.push({ name: acl, sample, match: { kind: 'true' } });
    return { kind: 'acl', acl, negated: false };
  }

  private sample(field: Field): FieldSample | null {
    const key = fieldKey(field);
    const known = this.samples.get(key);
    if (known !== undefined) return known;
    const found = fieldSample(field, this.samples.size + 1);
    this.samples.set(key, found);
    this.acls.push(...(found?.acls ?? []));
    this.assignments.push(...(found?.assignments ?? []));
    return found;
  }

  private refuse(problem: TargetProblem): Spelled {
    this.problems.push(problem);
    return { kind: 'problem' };
  }
}

function badHeader(literal: Literal, route: number): TargetProblem {
  return {
    code: 'target-name',
    severity: 'error',
    message: `haproxy cannot be asked for a header named \`${excerpt(literal.name ?? '')}\`: a name has letters, digits and any of \`! # $ % & * + - . ^ _ | ~\``,
    literal,
    route,
  };
}

function badRawAcl(raw: string, why: string, literal: Literal, route: number): TargetProblem {
  return {
    code: 'target-cannot',
    severity: 'error',
    message: `the raw ACL \`${excerpt(raw)}\` cannot be given to haproxy: ${why}`,
    literal,
    route,
  };
}

function unknownRawAcl(raw: string, literal: Literal, route: number): TargetProblem {
  return {
    code: 'target-note',
    severity: 'warning',
    message: `the raw ACL \`${excerpt(raw)}\` goes to haproxy as it is: what it says, and how long that takes, is known to nobody here`,
    literal,
    route,
  };
}

function unproved(literal: Literal, route: number): TargetProblem {
  return {
    code: 'regex-backtracks',
    severity: 'error',
    message:
      'nothing proves that haproxy, whose regular expressions go back and forth, can match this one in time that grows with the value alone: use `contains`, `prefix` or `suffix`, or fewer parts that can match the same text',
    literal,
    route,
  };
}
