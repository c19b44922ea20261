import type { RouteFinding } from '../../condition/analyse-routes.js';
import { atomKey } from '../../condition/atom.js';
import type { ConditionalRoute } from '../../condition/compile-routes.js';
import { cubeDiagram } from '../../condition/cover/cube.js';
import { ruleExamples, type RuleExample } from '../../condition/rule-example.js';
import { rulePartsOf } from '../../condition/rule-parts.js';
import type { Span } from '../../source/span.js';
import type { Rule } from '../target.js';
import { verifiedRules } from './route-rules.js';

/** A rule, what of its route's condition became it, and a request for it. */
export interface ExplainedRule {
  readonly rule: Rule;
  /** In the source of its route's condition, in order; none for the rule that takes the rest. */
  readonly parts: readonly Span[];
  readonly example: RuleExample;
}

/** The route rules of some routes with where they come from, or why there are none. */
export type ExplainedRules =
  | {
      readonly ok: true;
      readonly rules: readonly ExplainedRule[];
      readonly findings: readonly RouteFinding[];
    }
  | { readonly ok: false; readonly findings: readonly RouteFinding[] };

/** The rules of `routeRules`, explained. @throws RangeError as there */
export function explainRules(routes: readonly ConditionalRoute[]): ExplainedRules {
  const compiled = verifiedRules(routes);
  if (!compiled.ok) return compiled;
  const { space, formulas, rules, findings } = compiled;
  const variables = new Map(space.atoms.map((atom, index) => [atomKey(atom), space.variableOf(index)]));
  const cubes = rules.map(({ all }) =>
    cubeDiagram(
      space.diagrams,
      new Map(all.map((literal) => [variables.get(atomKey(literal)) ?? -1, !literal.negated])),
    ),
  );
  const examples = ruleExamples(space, rules, cubes);
  return {
    ok: true,
    rules: rules.map((rule, place) => {
      const formula = formulas[rule.route];
      const cube = cubes[place];
      const parts = formula === undefined || cube === undefined ? [] : rulePartsOf(space, formula, cube);
      return { rule, parts, example: examples[place] ?? { kind: 'unknown' } };
    }),
    findings,
  };
}
