import type { Rule } from '../../targets/target.js';
import { atomTest } from '../match.js';
import { readRequest, type RequestInput } from '../request.js';

/** The route of the first rule that matches: what a list of rules means, whatever it is written for. */
export function firstRule(rules: readonly Rule[]): (request: RequestInput) => number {
  const tests = rules.map(({ all, route }) => ({
    route,
    literals: all.map((literal) => ({ negated: literal.negated, test: atomTest(literal) })),
  }));
  return (input) => {
    const request = readRequest(input);
    const rule = tests.find(({ literals }) =>
      literals.every(({ negated, test }) => test(request) !== negated),
    );
    if (rule === undefined) throw new RangeError('no rule takes the request');
    return rule.route;
  };
}
