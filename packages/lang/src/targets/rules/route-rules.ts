import { atomKey, type Literal } from '../../condition/atom.js';
import type { FieldName, TextTest } from '../../syntax/ast.js';
import type { RouteFinding } from '../../condition/analyse-routes.js';
import { compileRules, type CompiledRules, type ConditionalRoute } from '../../condition/compile-routes.js';
import { evaluator } from '../../condition/evaluator.js';
import type { Rule } from '../target.js';

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
  /** Absent where nothing is copied. */
  readonly mirror?: { readonly version: string; readonly percent: number };
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
  const compiled = verifiedRules(routes);
  if (!compiled.ok) return compiled;
  const { rules, findings } = compiled;
  return { ok: true, rules, findings };
}

/** The rules with the space that they were found in. */
export function verifiedRules(routes: readonly ConditionalRoute[]): CompiledRules {
  const compiled = compileRules(routes, { complements: false });
  const wrong = compiled.ok ? firstDisagreement(compiled) : null;
  if (wrong !== null) throw new Error(`rules that do not mean their conditions: ${JSON.stringify(wrong)}`);
  return compiled;
}

/** Where there are no more combinations of tests all are tried, of more so many. */
const COMBINATIONS = 4_096;

/** Values of the atoms for which the rules choose another route than the conditions; null where there are none. */
function firstDisagreement({
  space,
  formulas,
  rules,
}: CompiledRules & { readonly ok: true }): readonly boolean[] | null {
  const places = new Map(space.atoms.map((atom, index) => [atomKey(atom), space.variableOf(index)]));
  const lists = rules.map(({ all, route }) => ({
    route,
    all: all.map((literal) => ({ variable: places.get(atomKey(literal)) ?? -1, value: !literal.negated })),
  }));
  const tests = space.atoms.map((_, atom) => {
    const variable = space.variableOf(atom);
    return (values: readonly boolean[]) => values[variable] === true;
  });
  const meanings = formulas.map((formula) => evaluator(formula, tests));
  for (const values of space.values(COMBINATIONS)) {
    const meant = meanings.findIndex((holds) => holds(values));
    const rule = lists.find(({ all }) => all.every(({ variable, value }) => values[variable] === value));
    if (rule?.route !== (meant === -1 ? formulas.length : meant)) return values;
  }
  return null;
}

export function ruleJson(
  { all }: Rule,
  { to, mirror }: Pick<ConditionalRoute, 'to' | 'mirror'>,
): RouteRuleJson {
  const shares = Object.create(null) as Record<string, number>; // labels come from outside, and one may be `__proto__`
  for (const { version, weight } of to) shares[version] = weight / 100;
  const copies = mirror && { mirror: { version: mirror.version, percent: mirror.share / 100 } };
  return { all: all.map(literalJson), to: shares, ...copies };
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
