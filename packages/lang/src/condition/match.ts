import { atomText, fieldValue, type Atom } from './atom.js';
import { valueTest } from './atom-test.js';
import { partsOf, type Condition, type Formula } from './formula.js';
import type { Request } from './request.js';

/** Whether a request meets a condition. */
export type Matcher = (request: Request) => boolean;

/**
 * Prepares a condition for many requests. Time is linear in the length of the request, whatever the condition.
 * @throws RangeError for a condition with a raw ACL, which nothing but HAProxy can evaluate
 */
export function matcher({ formula, atoms }: Condition): Matcher {
  return new MatcherBuilder(atoms.map(atomTest), partsOf(formula)).build(formula);
}

/** One atom as a test of a whole request. */
export function atomTest(atom: Atom): Matcher {
  const test = valueTest(atom);
  return (request) => {
    const value = fieldValue(request, atom);
    return value !== undefined && test(value);
  };
}

class MatcherBuilder {
  private readonly known = new Map<Formula, Matcher>();

  /** @param uses how often each part is used */
  constructor(
    private readonly tests: readonly Matcher[],
    private readonly uses: ReadonlyMap<Formula, number>,
  ) {}

  /** A part that a `let` names is built once, and asked once for a request. */
  build(formula: Formula): Matcher {
    const before = this.known.get(formula);
    if (before !== undefined) return before;
    const built = this.buildAnew(formula);
    const isShared = formula.kind !== 'test' && (this.uses.get(formula) ?? 0) > 1;
    const matches = isShared ? askedOnce(built) : built;
    this.known.set(formula, matches);
    return matches;
  }

  private buildAnew(formula: Formula): Matcher {
    switch (formula.kind) {
      case 'test': {
        const test = this.tests[formula.atom];
        if (test === undefined) throw new RangeError(`the condition has no atom ${formula.atom}`);
        return test;
      }
      case 'not': {
        const operand = this.build(formula.operand);
        return (request) => !operand(request);
      }
      case 'and':
      case 'or':
        return formula.operands
          .map((operand) => this.build(operand))
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
}

/** Keeps the answer to the last request, since the others of one condition ask for the same one. */
function askedOnce(matches: Matcher): Matcher {
  let last: Request | null = null;
  let answer = false;
  return (request) => {
    if (request !== last) {
      answer = matches(request);
      last = request;
    }
    return answer;
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
