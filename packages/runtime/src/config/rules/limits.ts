import { durationText } from '@lamia/lang';
import type { Report } from '../canonical/report.js';
import type { Policy } from '../gateway.js';
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
  const { deadline } = policy;
  if (deadline === null) return;
  for (const name of ['noData', 'sourceErrors'] as const) {
    const budgetPath = [...path, 'budgets', name, 'for'];
    const budget = policy.budgets[name].for;
    // Only what the file says: the default is there for releases without a deadline.
    if (budget <= deadline.after || !report.has(budgetPath)) continue;
    const message = `${durationText(budget)} without a decision are never reached: the deadline is over after ${durationText(deadline.after)}`;
    report.error(budgetPath, 'unreachable-limit', message);
  }
}
