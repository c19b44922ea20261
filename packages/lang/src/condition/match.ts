import { atomText, fieldValue, type Atom } from './atom.js';
import { valueTest } from './atom-test.js';
import type { Condition, Formula } from './formula.js';
import type { Request } from './request.js';

/** Whether a request meets a condition. */
export type Matcher = (request: Request) => boolean;

/**
 * Prepares a condition for many requests. Time is linear in the length of the request, whatever the condition.
 * @throws RangeError for a condition with a raw ACL, which nothing but HAProxy can evaluate
 */
export function matcher({ formula, atoms }: Condition): Matcher {
  const tests = atoms.map(atomTest);
  return build(formula, tests, new Map());
}

/** One atom as a test of a whole request. */
export function atomTest(atom: Atom): Matcher {
  const test = valueTest(atom);
  return (request) => {
    const value = fieldValue(request, atom);
    return value !== undefined && test(value);
  };
}

/** @param known what was built: a part that a `let` names is built once */
function build(formula: Formula, tests: readonly Matcher[], known: Map<Formula, Matcher>): Matcher {
  const before = known.get(formula);
  if (before !== undefined) return before;
  const built = buildAnew(formula, tests, known);
  known.set(formula, built);
  return built;
}

function buildAnew(formula: Formula, tests: readonly Matcher[], known: Map<Formula, Matcher>): Matcher {
  switch (formula.kind) {
    case 'test': {
      const test = tests[formula.atom];
      if (test === undefined) throw new RangeError(`the condition has no atom ${formula.atom}`);
      return test;
    }
    case 'not': {
      const operand = build(formula.operand, tests, known);
      return (request) => !operand(request);
    }
    case 'and':
    case 'or':
      return formula.operands
        .map((operand) => build(operand, tests, known))
        .reduce((left, right) =>
          formula.kind === 'and'
            ? (request) => left(request) && right(request)
            : (request) => left(request) || right(request),
        );
    case 'constant':
      return () => formula.value;
    case 'raw':
      throw new RangeError('a raw ACL can be evaluated by HAProxy alone');
  }
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

/** How a condition comes to its answer for one request. @throws as `matcher` does */
export function traceMatch({ source, formula, atoms }: Condition, request: Request): MatchTrace {
  const trace = (part: Formula): MatchTrace => {
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
