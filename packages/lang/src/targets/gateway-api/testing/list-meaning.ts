import { RE2JS } from 're2js';
import { fieldValue, type Literal } from '../../../condition/atom.js';
import { lowerCase, readRequest, type Request, type RequestInput } from '../../../condition/request.js';
import type { Reader, Rule, TargetGateway } from '../../target.js';

/** What a list of rules means: the shares of the route of the first that matches. */
export function meaningOf({ routes }: TargetGateway, rules: readonly Rule[]): Reader {
  return (input: RequestInput) => {
    const request = readRequest(input);
    const rule = rules.find(({ all }) => all.every((literal) => literalHolds(literal, request)));
    const route = rule === undefined ? undefined : routes[rule.route];
    return route?.to.filter(({ weight }) => weight > 0) ?? null;
  };
}

function literalHolds(literal: Literal, request: Request): boolean {
  const value = fieldValue(request, literal);
  return (value !== undefined && passes(literal, value)) !== literal.negated;
}

function passes(literal: Literal, given: string): boolean {
  const same = (text: string): string => (literal.ignoreCase ? lowerCase(text) : text);
  const value = same(given);
  switch (literal.op) {
    case 'present':
      return true;
    case 'exact':
      return value === same(literal.value);
    case 'in':
      return literal.values.some((one) => value === same(one));
    case 'prefix':
      return value.startsWith(same(literal.value));
    case 'suffix':
      return value.endsWith(same(literal.value));
    case 'contains':
      return value.includes(same(literal.value));
    case 'under':
      return value === same(literal.value) || value.startsWith(same(`${literal.value}/`));
    case 'regex':
      return compiled(literal.ignoreCase ? `(?i:${literal.value})` : literal.value).matches(given);
  }
}

const regexes = new Map<string, RE2JS>();

function compiled(pattern: string): RE2JS {
  const known = regexes.get(pattern) ?? RE2JS.compile(pattern);
  regexes.set(pattern, known);
  return known;
}
