import { atomText, fieldValue, type Atom } from './atom.js';
import { valueTest } from './atom-test.js';
import { evaluator } from './evaluator.js';
import type { Condition, Formula } from './formula.js';
import type { Request } from './request.js';

/** Whether a request meets a condition. */
export type Matcher = (request: Request) => boolean;

/**
 * Prepares a condition for many requests. Time is linear in the length of the request, whatever the condition.
 * @throws RangeError for a condition with a raw ACL, which nothing but HAProxy can evaluate
 */
export function matcher({ formula, atoms }: Condition): Matcher {
  return evaluator(formula, atoms.map(atomTest));
}

/** One atom as a test of a whole request. */
export function atomTest(atom: Atom): Matcher {
  const test = valueTest(atom);
  return (request) => {
    const value = fieldValue(request, atom);
    return value !== undefined && test(value);
  };
}

/** What became of one part of a condition; a part that did not matter is there all the same. */
export interface MatchTrace {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly matches: boolean;
  /** What a test looked at; null where the request has no such thing, absent for parts that are no test. */
  readonly value?: string | null;
  readonly parts: readonly MatchTrace[];
}

/**
 * How a condition comes to its answer for one request. Of a part that a `let` names the parts are told where it is first used.
 * @throws as `matcher` does
 */
export function traceMatch({ source, formula, atoms }: Condition, request: Request): MatchTrace {
  const known = new Map<Formula, MatchTrace>();
  const trace = (part: Formula): MatchTrace => {
    const before = known.get(part);
    if (before !== undefined) return { ...before, parts: [] };
    const traced = traceAnew(part);
    known.set(part, traced);
    return traced;
  };
  const traceAnew = (part: Formula): MatchTrace => {
    const { start, end } = part.span;
    const place = { text: source.slice(start, end), start, end };
    switch (part.kind) {
      case 'test': {
        const atom = atoms[part.atom];
        if (atom === undefined) throw new RangeError(`the condition has no atom ${part.atom}`);
        const value = fieldValue(request, atom) ?? null;
        return { ...place, text: atomText(atom), matches: atomTest(atom)(request), value, parts: [] };
      }
      case 'not': {
        const operand = trace(part.operand);
        return { ...place, matches: !operand.matches, parts: [operand] };
      }
      case 'and':
      case 'or': {
        const parts = part.operands.map(trace);
        const matches = parts[part.kind === 'and' ? 'every' : 'some']((each) => each.matches);
        return { ...place, matches, parts };
      }
      case 'constant':
        return { ...place, matches: part.value, parts: [] };
      case 'raw':
        throw new RangeError('a raw ACL can be evaluated by HAProxy alone');
    }
  };
  return trace(formula);
}
