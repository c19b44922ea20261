import { measuredText, type Milliseconds } from '../config/duration.js';
import type { Policy } from '../config/gateway.js';
import { isDecided, type Proposal } from '../policy/proposal.js';
import type { PolicyState } from './state.js';
import type { Stop } from './stop.js';

/** The budgets of one policy after a tick, and what follows where one of them is used up. */
export interface Charged {
  readonly noDataSince: number | null;
  readonly sourceErrorsSince: number | null;
  readonly stop: Stop | null;
}

/**
 * Charges an undecided tick to one budget: to `sourceErrors` if a source failed, to none if there were only too few requests,
 * else to `noData`. A budget is the time since the first tick charged to it without a decided one between.
 */
export function chargeBudgets(policy: Policy, before: PolicyState, proposal: Proposal, now: number): Charged {
  const { noDataSince, sourceErrorsSince } = before;
  if (isDecided(proposal)) return { noDataSince: null, sourceErrorsSince: null, stop: null };
  if (proposal.kind !== 'undecided') return { noDataSince, sourceErrorsSince, stop: null };
  const causes = proposal.blockers.map((blocker) => blocker.cause);
  if (causes.includes('source-failed')) {
    const since = sourceErrorsSince ?? now;
    const stop = exhausted(policy, 'sourceErrors', now - since);
    return { noDataSince, sourceErrorsSince: since, stop };
  }
  if (causes.every((cause) => cause === 'too-few')) return { noDataSince, sourceErrorsSince, stop: null };
  const since = noDataSince ?? now;
  const stop = exhausted(policy, 'noData', now - since);
  return { noDataSince: since, sourceErrorsSince, stop };
}

/** The budgets of a policy that is asked while they stand still: a decided tick empties them as ever. */
export function standingBudgets(before: PolicyState, proposal: Proposal): Charged {
  const { noDataSince, sourceErrorsSince } = before;
  return isDecided(proposal)
    ? { noDataSince: null, sourceErrorsSince: null, stop: null }
    : { noDataSince, sourceErrorsSince, stop: null };
}

const SPENT: Readonly<Record<keyof Policy['budgets'], string>> = {
  noData: 'there has been no data to decide on',
  sourceErrors: 'the metric source has failed',
};

function exhausted(policy: Policy, name: keyof Policy['budgets'], spent: Milliseconds): Stop | null {
  const budget = policy.budgets[name];
  if (spent < budget.for) return null;
  return { by: policy, then: budget.then, reason: `${SPENT[name]} for ${measuredText(spent)}` };
}
