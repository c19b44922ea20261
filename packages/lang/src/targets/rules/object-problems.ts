import type { TargetProblem } from '../target.js';

/** Mistakes in objects as problems: nothing that a data plane would refuse is written. */
export function objectProblems(mistakes: readonly string[]): readonly TargetProblem[] {
  return mistakes.map((mistake) => ({
    code: 'target-limit',
    severity: 'error',
    message: `what would be written is no valid object: ${mistake}; change the names, hosts or weights of the gateway`,
    literal: null,
    route: null,
  }));
}
