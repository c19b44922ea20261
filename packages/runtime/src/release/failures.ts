import type { Policy } from '../config/gateway.js';
import type { Proposal } from '../policy/proposal.js';
import type { PolicyState } from './state.js';
import type { Stop } from './stop.js';

/** The failures of one policy after a tick, and what follows where a limit is reached. */
export interface Counted {
  readonly failures: PolicyState['failures'];
  readonly stop: Stop | null;
}

/**
 * Counts a tick decided against the candidate as a failure. Only a tick for the candidate ends a row of them: to hold or to be
 * undecided does not. Without a candidate nothing can fail.
 */
export function countFailures(
  policy: Policy,
  before: PolicyState,
  proposal: Proposal,
  candidate: string | null,
): Counted {
  const { failures } = before;
  if (proposal.kind !== 'toward' || candidate === null) return { failures, stop: null };
  if (proposal.version === candidate) return { failures: { ...failures, consecutive: 0 }, stop: null };
  const counted = { consecutive: failures.consecutive + 1, total: failures.total + 1 };
  const { consecutive, total } = policy.failures;
  const inARow = consecutive !== null && counted.consecutive >= consecutive;
  const inAll = total !== null && counted.total >= total;
  if (!inARow && !inAll) return { failures: counted, stop: null };
  const times = inARow ? `${timesText(counted.consecutive)} in a row` : `${timesText(counted.total)} in all`;
  return {
    failures: counted,
    stop: { by: policy, then: 'rollback', reason: `${candidate} was decided against ${times}` },
  };
}

function timesText(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
