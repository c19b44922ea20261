import { durationText } from '@lamia/lang';
import type { Report } from '../canonical/report.js';
import type { Milliseconds } from '../duration.js';
import type { Gateway, MetricsSpec, Policy } from '../gateway.js';
import { FULL } from '../weights.js';
import type { Path } from '../yaml/tree.js';

/** How long after a change of weights the samples of a source settle. */
export function settlingTime(metrics: MetricsSpec): Milliseconds {
  return 2 * metrics.scrapeInterval;
}

/**
 * How often a policy can act: a judging one waits for a whole window at unchanged weights. `window` is the longest that its
 * program looks back over; null for a policy that judges nothing.
 */
export function paceOf(
  policy: Policy,
  metrics: MetricsSpec | null,
  window: Milliseconds | null,
): Milliseconds {
  if (metrics === null || window === null) return policy.interval;
  return Math.max(policy.interval, window + settlingTime(metrics));
}

/** Says the real pace where the interval cannot be kept, and where the deadline comes before the last step. */
export function checkPace(
  gateway: Gateway,
  policy: Policy,
  window: Milliseconds | null,
  path: Path,
  report: Report,
): void {
  const { metrics } = gateway;
  const pace = paceOf(policy, metrics, window);
  if (metrics !== null && window !== null && pace > policy.interval) {
    const message = `this policy acts every ${durationText(pace)}, not every ${durationText(policy.interval)}: after each step it waits for a window of ${durationText(window)} and ${durationText(settlingTime(metrics))} of settling`;
    report.warning([...path, 'interval'], 'slow-pace', message);
  }
  if (policy.deadline === null) return;
  const least = leastDuration(gateway, policy, pace);
  if (least <= policy.deadline.after) return;
  const message = `the release cannot end within ${durationText(policy.deadline.after)}: its steps alone take ${durationText(least)}`;
  report.error([...path, 'deadline'], 'unreachable-end', message);
}

/** From the first step to the judged tick after the last, with nothing ever against the candidate. */
function leastDuration(gateway: Gateway, policy: Policy, pace: Milliseconds): Milliseconds {
  const { candidate } = gateway;
  if (candidate === null) return 0;
  const shares = gateway.routes
    .filter(({ name }) => policy.routes.includes(name))
    .map(({ weights }) => weights.get(candidate) ?? 0);
  const first = Math.max(policy.start, Math.min(FULL, ...shares));
  const steps = Math.ceil((FULL - first) / policy.step);
  return (steps + 1) * pace;
}
