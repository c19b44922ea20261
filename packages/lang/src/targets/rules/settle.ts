import { isAlwaysPresent, type Literal } from '../../condition/atom.js';
import { wildcardEnd } from '../../condition/served-host.js';
import { atomHolds } from '../fusion/atom-holds.js';
import type { Rule, TargetGateway } from '../target.js';

/**
 * The same rules without what is certain before any request is seen: which hosts a gateway takes, and that every request has a
 * path. Rules that cannot match are gone, as are those behind the first that always does.
 */
export function settle(gateway: TargetGateway, rules: readonly Rule[]): readonly Rule[] {
  const settled: Rule[] = [];
  for (const rule of rules) {
    const certain = rule.all.map((literal) => certainty(literal, gateway));
    if (certain.includes(false)) continue;
    const all = rule.all.filter((_, index) => certain[index] === null);
    settled.push({ ...rule, all });
    if (all.length === 0) break;
  }
  return settled;
}

/** Whether a literal holds for every request that the gateway takes, for none, or (null) depending on the request. */
function certainty(literal: Literal, { hosts }: TargetGateway): boolean | null {
  if (literal.op === 'present' && isAlwaysPresent(literal)) return !literal.negated;
  if (literal.field !== 'host' || hosts.length === 0 || hosts.some((host) => wildcardEnd(host) !== null))
    return null;
  const held = new Set(hosts.map((host) => atomHolds(literal, host) !== literal.negated));
  const [always] = held;
  return held.size === 1 && always !== undefined ? always : null;
}
