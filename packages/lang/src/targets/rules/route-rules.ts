import type { Literal } from '../../condition/atom.js';
import type { FieldName, TextTest } from '../../syntax/ast.js';
import type { RouteFinding } from '../../condition/analyse-routes.js';
import { compileRules, type ConditionalRoute } from '../../condition/compile-routes.js';
import { ruleMeaning } from '../../condition/rule-meaning.js';
import { readRequest } from '../../condition/request.js';
import type { Rule, Share } from '../target.js';
import { disagreement } from '../verify.js';

/** A literal in the form that commands and the HTTP API print. */
export interface LiteralJson {
  readonly field: FieldName;
  /** In lower case for headers; absent for fields without a name. */
  readonly name?: string;
  readonly op: TextTest | 'in' | 'present';
  readonly value?: string;
  readonly values?: readonly string[];
  readonly negated: boolean;
  readonly ignoreCase?: true;
}

/** A route rule: what must all hold, and the versions' percentages. */
export interface RouteRuleJson {
  readonly all: readonly LiteralJson[];
  readonly to: Readonly<Record<string, number>>;
}

/** The route rules of some routes, or why there are none. */
export type RouteRules =
  | { readonly ok: true; readonly rules: readonly Rule[]; readonly findings: readonly RouteFinding[] }
  | { readonly ok: false; readonly findings: readonly RouteFinding[] };

/**
 * Splits every route into rules each of which is one conjunction: an `or` becomes several with the same weights. They are ordered,
 * the first that matches wins, and each is a part of the condition of its own route.
 */
export function routeRules(routes: readonly ConditionalRoute[]): RouteRules {
  const compiled = compileRules(routes, { complements: false });
  if (!compiled.ok) return compiled;
  const { rules, space, findings } = compiled;
  const choose = ruleMeaning(rules);
  const conditions = routes.flatMap(({ condition }) => condition ?? []);
  // Rules are compared by route, so that each stands for a version of its own.
  const numbered = routes.map(({ name }, index) => ({
    name,
    to: [{ version: String(index), weight: 10_000 }],
  }));
  const wrong = disagreement(
    space,
    conditions,
    { hosts: [], routes: numbered },
    new Map([['route rules', (request) => numbered[choose(readRequest(request))]?.to ?? null]]),
  );
  if (wrong !== null) throw new Error(`rules that do not mean their conditions: ${JSON.stringify(wrong)}`);
  return { ok: true, rules, findings };
}

export function ruleJson({ all }: Rule, to: readonly Share[]): RouteRuleJson {
  const shares = Object.create(null) as Record<string, number>; // labels come from outside, and one may be `__proto__`
  for (const { version, weight } of to) shares[version] = weight / 100;
  return { all: all.map(literalJson), to: shares };
}

function literalJson(literal: Literal): LiteralJson {
  const { field, name, op, negated, ignoreCase } = literal;
  return {
    field,
    ...(name !== null && { name }),
    op,
    ...(op === 'in' ? { values: literal.values } : op === 'present' ? {} : { value: literal.value }),
    negated,
    ...(ignoreCase && { ignoreCase }),
  };
}
