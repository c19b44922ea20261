import { literalText, type Literal } from '../../condition/atom.js';
import type { TargetProblem } from '../target.js';
import { LIMITS } from './options.js';
import { excerpt } from '../../diagnostics/excerpt.js';

/** Why something is not written; it is told of the first of the literals that it comes from. */
export interface Problem {
  readonly problem: TargetProblem;
}

/** A test that this API has no words for. */
export function problem(literals: readonly Literal[], why: string): Problem {
  const [literal = null] = literals;
  const what =
    literal === null ? '' : `\`${excerpt(literalText(literal))}\` cannot be said to the gateway api: `;
  return {
    problem: { code: 'target-cannot', severity: 'error', message: `${what}${why}`, literal, route: null },
  };
}

/** Tests that would be in one place of a match. */
export function notBoth(literals: readonly Literal[], what: string): Problem {
  const texts = [...new Set(literals.map(literalText))].map((text) => `\`${text}\``);
  const [literal = null] = literals;
  const message = `the gateway api takes one test of a header, a query parameter or a path, and ${texts.join(' and ')} would be ${what} at once; bring them to one regular expression, or make their routes not overlap`;
  return { problem: { code: 'target-cannot', severity: 'error', message, literal, route: null } };
}

/** A name that no match can have. */
export function cannotBeNamed(literals: readonly Literal[]): Problem {
  const [literal = null] = literals;
  const message = `the gateway api has no match for the name \`${literal?.name ?? ''}\`: it may have ${LIMITS.nameLength} letters, digits and signs that headers have; use another name`;
  return { problem: { code: 'target-name', severity: 'error', message, literal, route: null } };
}

/** @param length in characters, as the longest */
export function tooLong(literals: readonly Literal[], length: number, longest: number): Problem {
  return limit(literals, `it takes ${length} characters, where ${longest} are the most; make it shorter`);
}

/** A test that is too much. */
export function limit(literals: readonly Literal[], why: string): Problem {
  const [literal = null] = literals;
  const what = literal === null ? 'a test' : `\`${excerpt(literalText(literal))}\``;
  return {
    problem: {
      code: 'target-limit',
      severity: 'error',
      message: `${what} is too long for the gateway api: ${why}`,
      literal,
      route: null,
    },
  };
}

/** More tests than one match has room for. */
export function tooMany(literals: readonly Literal[], count: number): Problem {
  const [literal = null] = literals;
  const message = `a match of the gateway api has at most ${LIMITS.headers} headers and as many query parameters, and this one would have ${count}; ask for fewer at once`;
  return { problem: { code: 'target-limit', severity: 'error', message, literal, route: null } };
}
