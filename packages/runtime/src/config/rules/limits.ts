import { durationText } from '@lamia/lang';
import type { Report } from '../canonical/report.js';
import type { Gateway, HealthPolicy, Policy } from '../gateway.js';
import { FULL, percentText } from '../weights.js';
import type { Path } from '../yaml/tree.js';

/** A limit that can never be reached reads like a safety net and is none. */
export function checkLimits(policy: Policy, path: Path, report: Report): void {
  const { consecutive, total } = policy.failures;
  if (policy.type === 'time' && (consecutive !== null || total !== null)) {
    const message = 'a time policy judges nothing, so that it never counts a failure; remove `failures`';
    report.errorAtKey([...path, 'failures'], 'unreachable-limit', message);
    return;
  }
  if (consecutive !== null && total !== null && consecutive > total) {
    const message = `${consecutive} failures in a row are never reached: the release ends at ${total} in total`;
    report.error([...path, 'failures', 'consecutive'], 'unreachable-limit', message);
  }
  if (policy.type === 'health') checkHealth(policy, path, report);
  const { deadline } = policy;
  if (deadline === null) return;
  if (policy.readyTimeout > deadline.after && report.has([...path, 'readyTimeout'])) {
    const message = `${durationText(policy.readyTimeout)} of waiting for the candidate are never reached: the deadline is over after ${durationText(deadline.after)}`;
    report.error([...path, 'readyTimeout'], 'unreachable-limit', message);
  }
  for (const name of ['noData', 'sourceErrors'] as const) {
    const budgetPath = [...path, 'budgets', name, 'for'];
    const budget = policy.budgets[name].for;
    // Only what the file says: the default is there for releases without a deadline.
    if (budget <= deadline.after || !report.has(budgetPath)) continue;
    const message = `${durationText(budget)} without a decision are never reached: the deadline is over after ${durationText(deadline.after)}`;
    report.error(budgetPath, 'unreachable-limit', message);
  }
}

/** Failures are ticks against the candidate: without one there are none. */
export function checkFailures({ candidate }: Gateway, policy: Policy, path: Path, report: Report): void {
  const { consecutive, total } = policy.failures;
  if (candidate !== null || (consecutive === null && total === null)) return;
  const message =
    'failures are ticks against the candidate, and the gateway has none; name a `candidate`, or remove `failures`';
  report.errorAtKey([...path, 'failures'], 'unreachable-limit', message);
}

function checkHealth({ limit, floor, start }: HealthPolicy, path: Path, report: Report): void {
  if (limit >= FULL) {
    const message =
      'no share of errors is above 100%, so that the candidate is healthy whatever happens; write a limit such as `20%`';
    report.error([...path, 'limit'], 'unreachable-limit', message);
  }
  if (floor > start) {
    const message = `the candidate starts with ${percentText(start)} and would never be taken back to a floor of ${percentText(floor)}; write a floor up to ${percentText(start)}`;
    report.error([...path, 'floor'], 'unreachable-limit', message);
  } else if (floor >= FULL) {
    const message =
      'a floor of 100% keeps all traffic on the candidate whatever happens; write a floor such as `5%`';
    report.error([...path, 'floor'], 'unreachable-limit', message);
  }
}
