import type { Refusal } from '../../release/control.js';
import { problem, type Problem } from '../problem.js';

const STATUS = {
  unknown: 404,
  conflict: 409,
  stale: 412,
  invalid: 422,
  outside: 503,
} as const satisfies Record<Refusal['why'], number>;

/** Why the runtime refused something, as a problem document. */
export function refusalProblem({ why, message, findings }: Refusal): Problem {
  return problem(STATUS[why], message, findings);
}
