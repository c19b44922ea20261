import { RE2JS } from 're2js';
import type { Rule } from '../../targets/target.js';
import { fieldValue, type Atom, type Literal } from '../atom.js';
import { lowerCase, readRequest, type Request, type RequestInput } from '../request.js';

/** The index of the route that rules give a request: that of the first rule of which all literals hold; null for none. */
export function ruleMeaning(rules: readonly Rule[]): (input: RequestInput) => number | null {
  const tests = rules.map(({ all, route }) => ({ route, literals: all.map(literalTest) }));
  return (input) => {
    const request = readRequest(input);
    return tests.find(({ literals }) => literals.every((holds) => holds(request)))?.route ?? null;
  };
}

function literalTest(literal: Literal): (request: Request) => boolean {
  const passes = valueTest(literal);
  return (request) => {
    const value = fieldValue(request, literal);
    return (value !== undefined && passes(value)) !== literal.negated;
  };
}

function valueTest(atom: Atom): (value: string) => boolean {
  const folded = (text: string): string => (atom.ignoreCase ? lowerCase(text) : text);
  switch (atom.op) {
    case 'present':
      return () => true;
    case 'in': {
      const values = new Set(atom.values.map(folded));
      return (value) => values.has(folded(value));
    }
    case 'regex': {
      const regex = RE2JS.compile(atom.ignoreCase ? `(?i:${atom.value})` : atom.value);
      return (value) => regex.matches(value);
    }
    default: {
      const text = folded(atom.value);
      switch (atom.op) {
        case 'exact':
          return (value) => folded(value) === text;
        case 'prefix':
          return (value) => folded(value).startsWith(text);
        case 'under':
          return (value) => folded(value) === text || folded(value).startsWith(`${text}/`);
        case 'suffix':
          return (value) => folded(value).endsWith(text);
        case 'contains':
          return (value) => folded(value).includes(text);
      }
    }
  }
}
