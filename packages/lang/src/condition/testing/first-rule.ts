import type { Rule } from '../../targets/target.js';
import { readRequest, type RequestInput } from '../request.js';
import { ruleMeaning } from '../rule-meaning.js';

/** The route of the first rule that matches: what a list of rules means, whatever it is written for. */
export function firstRule(rules: readonly Rule[]): (request: RequestInput) => number {
  const choose = ruleMeaning(rules);
  return (input) => choose(readRequest(input));
}
