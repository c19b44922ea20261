import { atomKey, type Literal } from '../../condition/atom.js';
import type { Rule } from '../target.js';

/**
 * Which of a rule's literals cannot be said together with its others. Each of them must be sayable when it is denied, in place of
 * the rule's own form.
 */
export type Unsayable = (rule: Rule) => readonly Literal[];

/** Rules that mean the same, or the literal that makes too many of them. */
export type Carved =
  | { readonly ok: true; readonly rules: readonly Rule[] }
  | { readonly ok: false; readonly literal: Literal; readonly route: number };

/**
 * Takes out of rules what cannot be said: `a and not b` becomes `a and b`, which goes wherever it would go without this rule, and
 * behind it `a`. What a request would get otherwise is decided by the rules that follow, so these are repeated with
 * `a and b` added, up to the first that takes all.
 * @param rules complete, in order
 * @param most so many rules may come out
 */
export function carveOut(rules: readonly Rule[], unsayable: Unsayable, most: number): Carved {
  let following: readonly Rule[] = [];
  const waiting = [...rules];
  for (let rule = waiting.pop(); rule !== undefined; rule = waiting.pop()) {
    const [literal] = unsayable(rule);
    if (literal === undefined) {
      // Nothing gets past a rule without literals.
      following = rule.all.length === 0 ? [rule] : [rule, ...following];
      continue;
    }
    const rest = rule.all.filter((other) => other !== literal);
    const denied: Literal = { ...literal, negated: !literal.negated };
    waiting.push(...otherwise([...rest, denied], following), { ...rule, all: rest });
    if (waiting.length + following.length > most) return { ok: false, literal, route: rule.route };
  }
  return { ok: true, rules: following };
}

/** Where requests with these literals go: the rules that some of them can reach. */
function otherwise(all: readonly Literal[], rules: readonly Rule[]): readonly Rule[] {
  const reached: Rule[] = [];
  const known = new Set(all.map(literalKey));
  for (const rule of rules) {
    if (rule.all.some((literal) => known.has(literalKey({ ...literal, negated: !literal.negated }))))
      continue;
    const more = rule.all.filter((literal) => !known.has(literalKey(literal)));
    reached.push({ ...rule, all: [...all, ...more] });
    if (more.length === 0) break;
  }
  return reached;
}

function literalKey(literal: Literal): string {
  return `${literal.negated ? 'not ' : ''}${atomKey(literal)}`;
}
