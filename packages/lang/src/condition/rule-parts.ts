import type { Span } from '../source/span.js';
import { TooLargeError, type Bdd } from './cover/bdd.js';
import type { Formula } from './formula.js';
import type { AtomSpace } from './space.js';

/**
 * The parts of a condition that a rule comes from, in source order: those without which it would not hold of the rule's requests.
 * Of an `or` these are the alternatives that the rule is, and several where only together they make it. What a `let` names is at
 * the place where it is written.
 *
 * @param rule a function that holds nowhere but where the condition does
 */
export function rulePartsOf(space: AtomSpace, formula: Formula, rule: Bdd): readonly Span[] {
  try {
    const parts = new Parts(space, rule).of(formula, true);
    const byPlace = new Map(parts.map((span) => [`${span.start} ${span.end}`, span]));
    return [...byPlace.values()].sort((left, right) => left.start - right.start || left.end - right.end);
  } catch (error) {
    if (error instanceof TooLargeError) return [formula.span];
    throw error;
  }
}

class Parts {
  private readonly known = new Map<Formula, Map<boolean, readonly Span[]>>();

  constructor(
    private readonly space: AtomSpace,
    private readonly rule: Bdd,
  ) {}

  /** What makes a part hold, or not hold where that is what is asked. */
  of(part: Formula, holds: boolean): readonly Span[] {
    const before = this.known.get(part)?.get(holds);
    if (before !== undefined) return before;
    const made = this.anew(part, holds);
    this.known.set(part, (this.known.get(part) ?? new Map<boolean, readonly Span[]>()).set(holds, made));
    return made;
  }

  private anew(part: Formula, holds: boolean): readonly Span[] {
    switch (part.kind) {
      case 'test':
      case 'constant':
      case 'raw':
        return [part.span];
      case 'not':
        return this.joined(part, [[part.operand, this.of(part.operand, !holds)]]);
      case 'and':
      case 'or': {
        const needsAll = (part.kind === 'and') === holds;
        const operands = needsAll ? part.operands : this.alternatives(part.operands, holds);
        return this.joined(
          part,
          operands.map((operand) => [operand, this.of(operand, holds)]),
          operands.length < part.operands.length,
        );
      }
    }
  }

  /** The alternatives that hold wherever the rule does; where no single one does, all that can. */
  private alternatives(operands: readonly Formula[], holds: boolean): readonly Formula[] {
    const { space, rule } = this;
    const meanings = operands.map((operand) => {
      const diagram = space.diagram(operand);
      return { operand, diagram: holds ? diagram : space.diagrams.not(diagram) };
    });
    const certain = meanings.filter(({ diagram }) => space.implies(rule, diagram));
    const possible = meanings.filter(({ diagram }) => space.isPossible(space.diagrams.and(rule, diagram)));
    return (certain.length > 0 ? certain : possible).map(({ operand }) => operand);
  }

  /** The part itself where all of it is meant and stands in one place, else its operands' parts. */
  private joined(
    { span }: Formula,
    operands: readonly (readonly [Formula, readonly Span[]])[],
    isPartial = false,
  ): readonly Span[] {
    const isWhole = operands.every(
      ([operand, spans]) =>
        spans.length === 1 &&
        spans[0]?.start === operand.span.start &&
        spans[0].end === operand.span.end &&
        operand.span.start >= span.start &&
        operand.span.end <= span.end,
    );
    return isWhole && !isPartial ? [span] : operands.flatMap(([, spans]) => spans);
  }
}
