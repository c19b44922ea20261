import type { Condition } from '@lamia/lang';
import { compiledRoutes, type CompiledRoutes } from './compiled-routes.js';
import type { ProgramVector, RuleSpec } from './vector.js';

/** In what way a condition becomes other rules than a vector expects. */
export function ruled(condition: Condition | null, { expect }: ProgramVector): readonly string[] {
  const { rules, ruleCount } = expect;
  if (rules === undefined && ruleCount === undefined) return [];
  if (condition === null) return ['it has no rules'];
  return unexpectedRules(compiledRoutes([{ name: 'it', condition }]), { rules, ruleCount });
}

/** The same for the rules of several routes. */
export function unexpectedRules(
  compiled: CompiledRoutes,
  {
    rules,
    ruleCount,
  }: { readonly rules?: readonly RuleSpec[] | undefined; readonly ruleCount?: number | undefined },
): readonly string[] {
  if (!compiled.ok) return ['it has no rules'];
  const found = compiled.rules.map(keyOf);
  const routes = compiled.rules.map(({ to }) => to);
  const isCounted = ruleCount === undefined || ruleCount === found.length;
  const isExpected =
    rules === undefined ||
    (JSON.stringify([...found].sort()) === JSON.stringify(rules.map(keyOf).sort()) &&
      JSON.stringify(rules.map(({ to = 'it' }) => to)) === JSON.stringify(routes));
  return isCounted && isExpected ? [] : [`its rules are ${JSON.stringify(compiled.rules)}`];
}

/** Literals of one rule may stand in any order. */
function keyOf({ to = 'it', all }: RuleSpec): string {
  return JSON.stringify([to, ...[...all].sort()]);
}
