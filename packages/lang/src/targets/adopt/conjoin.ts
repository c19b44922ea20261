import type { WeightedPlane } from '../cluster/weights.js';
import { orderProblem, type PlacedRule } from './order.js';
import { valueKey, isPlainObject, type PlainObject } from './plain-object.js';
import { RULE_FORMS, type RuleForm } from './rules.js';

/** Rules of an object that others made, and what of them a gateway may have. */
export interface Adoption {
  /** As they are in the object. */
  readonly existing: readonly unknown[];
  /** The gateway's own, as they were compiled. */
  readonly own: readonly PlainObject[];
  /** For each of its own the name of the route that it has the weights of. */
  readonly ruleRoutes: readonly string[];
  /** Names of the gateway's services, for people. */
  readonly services: readonly string[];
  /** Whether a service is the gateway's: rules that send requests to others are left as they are. */
  readonly isOwn: (service: string, namespace: string) => boolean;
  /** That of the object. */
  readonly namespace: string;
}

/** Rules that take exactly what the existing ones took, and send to the gateway's versions what went to its services. */
export type Conjoined =
  | {
      readonly ok: true;
      readonly rules: readonly PlainObject[];
      /** For each rule the name of the route that it has the weights of; null for one that was left as it was. */
      readonly ruleRoutes: readonly (string | null)[];
    }
  | { readonly ok: false; readonly message: string };

/**
 * Joins each existing rule that sends requests to a gateway's services with each rule of the gateway: it matches where both do, does what the
 * existing one does beside sending requests somewhere, and has the weights of the gateway's. What no existing rule took is not taken
 * afterwards either. Where all of the rules leave open what becomes of their requests, as the rule does that an API server puts into an
 * HTTPRoute without any, they are the gateway's; one of them beside others may be there to block what it matches.
 */
export function conjoin(plane: WeightedPlane, adoption: Adoption): Conjoined {
  const form = RULE_FORMS[plane];
  const placed: PlacedRule[] = [];
  const areOpen = adoption.existing.every((rule) => isPlainObject(rule) && form.isOpen(rule));
  for (const [base, rule] of adoption.existing.entries()) {
    if (!isPlainObject(rule)) return refused(`its rule ${base + 1} cannot be read`);
    const whose = areOpen ? OWN : ownership(form, rule, adoption);
    if (whose.kind === 'unclear') return refused(`its rule ${base + 1} ${whose.why}`);
    if (whose.kind === 'others') {
      placed.push({
        rule,
        base,
        own: null,
        parts: form.matches(rule).map((match) => ({ match, from: match })),
      });
      continue;
    }
    const joined = joinedRules(form, rule, base, adoption.own);
    if (typeof joined === 'string') return refused(`its rule ${base + 1} ${joined}`);
    placed.push(...joined);
  }
  if (placed.every(({ own }) => own === null)) {
    const names = adoption.services.map((name) => `\`${name}\``).join(', ');
    return refused(`none of its rules sends requests to a service of the gateway: ${names}`);
  }
  if (plane === 'gateway-api') {
    const problem = orderProblem(placed, adoption.own);
    if (problem !== null) return refused(problem);
  }
  return {
    ok: true,
    rules: placed.map(({ rule }) => rule),
    ruleRoutes: placed.map(({ own }) => (own === null ? null : (adoption.ruleRoutes[own] ?? ''))),
  };
}

/** Whose a rule is. */
type Ownership = { readonly kind: 'own' | 'others' } | { readonly kind: 'unclear'; readonly why: string };

const OWN: Ownership = { kind: 'own' };

/** By where it sends requests. */
function ownership(form: RuleForm, rule: PlainObject, { isOwn, namespace }: Adoption): Ownership {
  const named = form.services(rule) ?? [];
  const own = named.filter(({ name, namespace: other }) => isOwn(name, other ?? namespace));
  if (own.length === 0) return { kind: 'others' };
  if (own.length < named.length) {
    return {
      kind: 'unclear',
      why: 'sends requests to services of the gateway and to others; part them first',
    };
  }
  if (own.some(({ hasMore }) => hasMore)) {
    const why = 'has settings of single destinations, which would be lost; write them for the whole rule';
    return { kind: 'unclear', why };
  }
  return OWN;
}

/** One rule for each of the gateway's that can match where the existing one does; or why one cannot be written. */
function joinedRules(
  form: RuleForm,
  rule: PlainObject,
  base: number,
  own: readonly PlainObject[],
): readonly PlacedRule[] | string {
  const joined: PlacedRule[] = [];
  for (const [index, mine] of own.entries()) {
    const parts: PlacedRule['parts'][number][] = [];
    for (const from of form.matches(rule)) {
      for (const match of form.matches(mine)) {
        const both = form.meet(from, match);
        if (both.kind === 'apart') {
          return `and a condition of the gateway test ${both.what} at once, for which there is no single match; part them`;
        }
        if (both.kind === 'met') parts.push({ match: both.match, from, own: match });
      }
    }
    const distinct = parts.filter(({ match }, at) => {
      return parts.findIndex((other) => valueKey(other.match) === valueKey(match)) === at;
    });
    if (distinct.length === 0) continue;
    if (form.copies(rule) && form.copies(mine)) {
      return 'copies requests already, and so does the gateway; leave one of the two out';
    }
    const written = form.written(
      named(rule, joined.length),
      distinct.map(({ match }) => match),
      mine,
    );
    joined.push({ rule: written, base, own: index, parts: distinct });
  }
  return joined;
}

/** Rules of one object may not share a name. */
function named(rule: PlainObject, before: number): PlainObject {
  const { name } = rule;
  return typeof name !== 'string' || before === 0 ? rule : { ...rule, name: `${name}-${before + 1}` };
}

function refused(message: string): Conjoined {
  return { ok: false, message };
}
