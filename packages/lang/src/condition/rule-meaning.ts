import { atomKey, type Literal } from './atom.js';
import { atomTest, type Matcher } from './match.js';
import type { Request } from './request.js';
import type { RouteChoice } from './source-meaning.js';
import type { Rule } from '../targets/target.js';

/** The place of the first rule of an ordered list that matches. @throws RangeError where none does */
export function firstOf(rules: readonly Rule[]): (request: Request) => number {
  const tests = new Map<string, Matcher>();
  const testOf = (literal: Literal): Matcher => {
    const key = atomKey(literal);
    const test = tests.get(key) ?? atomTest(literal);
    tests.set(key, test);
    return literal.negated ? (request) => !test(request) : test;
  };
  const compiled = rules.map(({ all }) => all.map(testOf));
  return (request) => {
    const place = compiled.findIndex((all) => all.every((test) => test(request)));
    if (place === -1) throw new RangeError('the last rule of a list takes everything');
    return place;
  };
}

/** The meaning of an ordered list of rules: the route of the first that matches. @throws RangeError where none does */
export function ruleMeaning(rules: readonly Rule[]): RouteChoice {
  const first = firstOf(rules);
  return (request) => rules[first(request)]?.route ?? rules.length;
}
