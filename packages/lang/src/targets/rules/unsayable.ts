import { literalText, type Literal } from '../../condition/atom.js';
import type { TargetProblem } from '../target.js';
import { excerpt } from '../../diagnostics/excerpt.js';

/** A literal that has no place beside the others of its rule. */
export interface Unsayable {
  readonly kind: 'unsayable';
  readonly literal: Literal;
  /** Why, and what to do, as the end of a sentence. */
  readonly why: string;
  /** The problem is that something is too long. */
  readonly isLimit: boolean;
  /** Its denial can be said instead, so that other rules can take its place. */
  readonly canCarve: boolean;
}

export function unsayableProblem({ literal, why, isLimit }: Unsayable, route: number): TargetProblem {
  const code = isLimit ? 'target-limit' : 'target-cannot';
  return {
    code,
    severity: 'error',
    message: `\`${excerpt(literalText(literal))}\` cannot be said: ${why}`,
    literal,
    route,
  };
}

/** For a literal in whose place too many rules would have to stand. */
export function tooManyRules(literal: Literal, route: number): TargetProblem {
  const message = `\`${excerpt(literalText(literal))}\` has no place beside the other tests of its rule, and to put rules in its place takes too many: use fewer tests of one header, cookie or path together`;
  return { code: 'target-limit', severity: 'error', message, literal, route };
}

/** So many rules may come out where some must stand in the place of others. */
export function mostRules(rules: number): number {
  return Math.max(FEWEST, rules * FOR_ONE);
}

const FOR_ONE = 16;
const FEWEST = 256;
