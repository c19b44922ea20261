import type { Span } from '../source/span.js';
import type { Decision, Score, UnknownReason, Value } from './value.js';

/** What an expression came to; a branch that was not taken was never evaluated. */
export type TraceValue = Value | { readonly kind: 'not-evaluated' };

/** An expression with its value and those of its parts. */
export interface ExpressionTrace extends Span {
  /** As written, white space collapsed. */
  readonly text: string;
  readonly value: TraceValue;
  /** Of a number whose unit the checker knows: `ratio`, `count/s`. */
  readonly unit?: string;
  /** The source had no such series and took it for zero, because its witness was there. */
  readonly assumed?: true;
  /**
   * Of a comparison that alone could have turned a condition the program branched on: when it would have, such as `when the left
   * side falls to 0.96 or below`.
   */
  readonly flips?: string;
  readonly children: readonly ExpressionTrace[];
}

/**
 * Why an expression is unknown by its own doing: a read without a sample, a division by zero. What its parts are to blame for
 * is said at the parts.
 */
export function ownReasons({ value, start, end }: ExpressionTrace): readonly UnknownReason[] {
  if (value.kind !== 'unknown') return [];
  return value.reasons.filter((reason) => reason.start === start && reason.end === end);
}

/** What became of a statement; `kind` tells which it is. */
export type StatementTrace = LetTrace | AssignTrace | IfTrace;

interface LetTrace extends Span {
  readonly kind: 'let';
  readonly name: string;
  readonly value: ExpressionTrace;
}

interface AssignTrace extends Span {
  readonly kind: 'assign';
  readonly value: ExpressionTrace;
}

/** Which branch was taken, and what became of the others. */
export interface IfTrace extends Span {
  readonly kind: 'if';
  readonly branches: readonly BranchTrace[];
  readonly otherwise: ElseTrace | null;
}

/** One condition, how it came out, and what ran because of it. */
export interface BranchTrace extends Span {
  /** `passed`: its condition was false. `undecided`: its condition was unknown, which ended the program. */
  readonly state: 'taken' | 'passed' | 'undecided' | 'not-reached';
  readonly condition: ExpressionTrace;
  readonly statements: readonly StatementTrace[];
}

/** The last part of an `if`, taken where no condition held. */
export interface ElseTrace extends Span {
  readonly state: 'taken' | 'not-reached';
  readonly statements: readonly StatementTrace[];
}

/** A condition that the outcome rests on. */
export interface Ground extends Span {
  readonly holds: boolean;
  /** The parts that made it so, with values in place of what was measured: `1 > 0.96`. */
  readonly text: string;
}

/** What one evaluation did, statement by statement. */
export interface TraceTree {
  readonly statements: readonly StatementTrace[];
  /** The final expression; null where the program's value is `result`. */
  readonly value: ExpressionTrace | null;
  /**
   * The conditions that led to the last assignment of `result`, or past every assignment; empty where none did, and where the
   * outcome is undecided.
   */
  readonly because: readonly Ground[];
}

/** A decision with all that led to it. The tree is made when it is first asked for. */
export interface DecisionTrace {
  readonly kind: 'decision';
  readonly source: string;
  readonly decision: Decision;
  readonly tree: TraceTree;
}

/** The score of one version with all that led to it. The tree is made when it is first asked for. */
export interface ScoreTrace {
  readonly kind: 'score';
  readonly source: string;
  /** The label of the version that was scored. */
  readonly version: string;
  readonly score: Score;
  readonly tree: TraceTree;
}
