import { atomKey, type Literal } from './atom.js';
import { atomTest, type Matcher } from './match.js';
import type { RouteChoice } from './source-meaning.js';
import type { Rule } from '../targets/target.js';

/** The meaning of an ordered list of rules: the route of the first that matches. @throws RangeError where none does */
export function ruleMeaning(rules: readonly Rule[]): RouteChoice {
  const tests = new Map<string, Matcher>();
  const testOf = (literal: Literal): Matcher => {
    const key = atomKey(literal);
    const test = tests.get(key) ?? atomTest(literal);
    tests.set(key, test);
    return literal.negated ? (request) => !test(request) : test;
  };
  const compiled = rules.map(({ all, route }) => ({ tests: all.map(testOf), route }));
  return (request) => {
    const rule = compiled.find(({ tests: all }) => all.every((test) => test(request)));
    if (rule === undefined) throw new RangeError('the last rule of a list takes everything');
    return rule.route;
  };
}
