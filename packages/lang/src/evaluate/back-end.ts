/**
 * Evaluates a program once. `values` are the reads by slot, NaN where unknown; `labels` are the program's versions by index, each
 * the number of a label, equal for equal labels.
 */
export type Evaluation<T> = (values: readonly number[], labels: readonly number[]) => T;

/** A program ready to run, whichever way it was made. */
export interface BackEnd {
  /**
   * A decision's outcome: the number of the favoured label, `NIL` or `UNDECIDED`. A score's value: a number that is not
   * finite where it is unknown.
   */
  readonly run: Evaluation<number>;
  /** The same, with every computed value: the outcome first, then each recorded node at its place. */
  readonly record: Evaluation<readonly number[]>;
}
