import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import type { Span } from '../source/span.js';
import { FALSE, TooLargeError, TRUE, type Bdd } from './cover/bdd.js';
import { partsOf, rawAcls, type Condition, type Formula } from './formula.js';
import { AtomSpace } from './space.js';

/**
 * What a condition comes to whatever the request: that it can never hold, that it always holds, that parts of it make no
 * difference. Nothing is said of a condition with raw ACLs, and of one too large to look through.
 */
export function analyse(condition: Omit<Condition, 'diagnostics'>): readonly Diagnostic[] {
  if (rawAcls(condition.formula).length > 0) return [];
  try {
    return new Analysis(condition, new AtomSpace(condition.atoms)).diagnostics();
  } catch (error) {
    if (error instanceof TooLargeError) return [];
    throw error;
  }
}

class Analysis {
  private readonly source: string;
  private readonly formula: Formula;
  /** Parts that were found to make no difference. */
  private readonly dropped = new Set<Formula>();
  private readonly uses: ReadonlyMap<Formula, number>;

  constructor(
    { source, formula }: Omit<Condition, 'diagnostics'>,
    private readonly space: AtomSpace,
  ) {
    this.source = source;
    this.formula = formula;
    this.uses = partsOf(formula);
  }

  diagnostics(): readonly Diagnostic[] {
    const whole = this.space.diagram(this.formula);
    if (!this.space.isPossible(whole)) return [this.never()];
    if (this.space.implies(TRUE, whole)) {
      const message = 'this holds for every request: leave the condition out, or say less';
      return [{ code: 'always-true', severity: 'warning', message, ...this.formula.span }];
    }
    return this.redundant(this.formula, whole);
  }

  private never(): Diagnostic {
    const { part, why } = this.culprit(this.formula);
    return {
      code: 'never-true',
      severity: 'error',
      message: `this can never hold: ${why}`,
      ...part.span,
    };
  }

  /** The smallest part that makes an impossible one impossible. */
  private culprit(part: Formula): { readonly part: Formula; readonly why: string } {
    const possible = (operand: Formula): boolean => this.space.isPossible(this.space.diagram(operand));
    if (part.kind === 'and' || part.kind === 'or') {
      const impossible = part.operands.find((operand) => !possible(operand));
      if (impossible !== undefined) return this.culprit(impossible);
      const [left = '', right = ''] = part.operands.map(({ span }) => this.text(span));
      return { part, why: `no request has both \`${left}\` and \`${right}\`` };
    }
    if (part.kind === 'test') {
      return { part, why: `no request that all data planes read alike has such a value` };
    }
    return { part, why: `\`${this.text(part.span)}\` is always false` };
  }

  /**
   * Operands without which the whole says the same, the last first, so that of two alike the second is named. A part that a `let`
   * names and that is used twice is left alone: elsewhere it may matter.
   */
  private redundant(part: Formula, whole: Bdd): readonly Diagnostic[] {
    if ((this.uses.get(part) ?? 0) > 1) return [];
    if (part.kind === 'not') return this.redundant(part.operand, whole);
    if (part.kind !== 'and' && part.kind !== 'or') return [];
    return [...part.operands].reverse().flatMap((operand) => {
      if ((this.uses.get(operand) ?? 0) > 1) return [];
      this.dropped.add(operand);
      if (this.space.areSame(this.remaining(this.formula), whole)) return [this.redundancy(part, operand)];
      this.dropped.delete(operand);
      return this.redundant(operand, whole);
    });
  }

  private redundancy({ kind }: Formula, operand: Formula): Diagnostic {
    const shown = this.text(operand.span);
    const isImpossible = !this.space.isPossible(this.space.diagram(operand));
    const why =
      kind === 'or'
        ? isImpossible
          ? 'it can never hold'
          : 'whenever it holds, the rest holds as well'
        : 'whenever the rest holds, it holds as well';
    return {
      code: 'redundant-test',
      severity: 'warning',
      message: `\`${shown}\` makes no difference, since ${why}: leave it out`,
      ...operand.span,
    };
  }

  /** The formula without the parts that were dropped. */
  private remaining(part: Formula, known = new Map<Formula, Bdd>()): Bdd {
    const before = known.get(part);
    if (before !== undefined) return before;
    const made = this.remainingAnew(part, known);
    known.set(part, made);
    return made;
  }

  private remainingAnew(part: Formula, known: Map<Formula, Bdd>): Bdd {
    const { diagrams } = this.space;
    switch (part.kind) {
      case 'and':
      case 'or':
        return part.operands
          .filter((operand) => !this.dropped.has(operand))
          .map((operand) => this.remaining(operand, known))
          .reduce((left, right) => diagrams[part.kind](left, right), part.kind === 'and' ? TRUE : FALSE);
      case 'not':
        return diagrams.not(this.remaining(part.operand, known));
      case 'test':
      case 'constant':
      case 'raw':
        return this.space.diagram(part);
    }
  }

  private text({ start, end }: Span): string {
    return excerpt(this.source.slice(start, end));
  }
}
