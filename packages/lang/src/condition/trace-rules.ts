import type { Rule } from '../targets/target.js';
import { fieldValue, literalText } from './atom.js';
import { atomTest } from './match.js';
import type { Request } from './request.js';

/** What a request makes of one test of a rule. */
export interface LiteralTrace {
  readonly text: string;
  readonly matches: boolean;
  /** What the test looked at; null where the request has no such thing. */
  readonly value: string | null;
}

/** What a request makes of a rule, whether or not an earlier one takes it. */
export interface RuleTrace {
  readonly matches: boolean;
  readonly all: readonly LiteralTrace[];
}

/** Every rule of a list on one request: the first that matches decides. */
export function traceRules(rules: readonly Rule[], request: Request): readonly RuleTrace[] {
  return rules.map((rule) => {
    const all = rule.all.map((literal) => ({
      text: literalText(literal),
      matches: atomTest(literal)(request) !== literal.negated,
      value: fieldValue(request, literal) ?? null,
    }));
    return { matches: all.every(({ matches }) => matches), all };
  });
}
