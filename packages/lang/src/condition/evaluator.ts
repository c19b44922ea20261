import { partsOf, type Formula } from './formula.js';

/** Whether something holds of a subject: a request, or a combination of atoms. */
export type Test<Subject> = (subject: Subject) => boolean;

/**
 * Prepares a formula for many subjects.
 * @param tests by atom
 * @throws RangeError for a raw ACL, which nothing but HAProxy can evaluate
 */
export function evaluator<Subject extends object>(
  formula: Formula,
  tests: readonly Test<Subject>[],
): Test<Subject> {
  return new EvaluatorBuilder(tests, partsOf(formula)).build(formula);
}

class EvaluatorBuilder<Subject extends object> {
  private readonly known = new Map<Formula, Test<Subject>>();

  /** @param uses how often each part is used */
  constructor(
    private readonly tests: readonly Test<Subject>[],
    private readonly uses: ReadonlyMap<Formula, number>,
  ) {}

  /** A part that a `let` names is built once, and asked once for a subject. */
  build(formula: Formula): Test<Subject> {
    const before = this.known.get(formula);
    if (before !== undefined) return before;
    const built = this.buildAnew(formula);
    const isShared = formula.kind !== 'test' && (this.uses.get(formula) ?? 0) > 1;
    const matches = isShared ? askedOnce(built) : built;
    this.known.set(formula, matches);
    return matches;
  }

  private buildAnew(formula: Formula): Test<Subject> {
    switch (formula.kind) {
      case 'test': {
        const test = this.tests[formula.atom];
        if (test === undefined) throw new RangeError(`the condition has no atom ${formula.atom}`);
        return test;
      }
      case 'not': {
        const operand = this.build(formula.operand);
        return (subject) => !operand(subject);
      }
      case 'and':
      case 'or':
        return formula.operands
          .map((operand) => this.build(operand))
          .reduce((left, right) =>
            formula.kind === 'and'
              ? (subject) => left(subject) && right(subject)
              : (subject) => left(subject) || right(subject),
          );
      case 'constant':
        return () => formula.value;
      case 'raw':
        throw new RangeError('a raw ACL can be evaluated by HAProxy alone');
    }
  }
}

/** Keeps the answer to the last subject, since the others of one condition ask for the same one. */
function askedOnce<Subject extends object>(matches: Test<Subject>): Test<Subject> {
  let last: Subject | null = null;
  let answer = false;
  return (subject) => {
    if (subject !== last) {
      answer = matches(subject);
      last = subject;
    }
    return answer;
  };
}
