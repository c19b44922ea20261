import type { MetricPolicy } from '../config/gateway.js';
import { missingData } from './enough-data.js';
import type { Blocker, Proposal } from './proposal.js';
import type { PolicyContext, ScoreReading } from './reading.js';
import { readVersions } from './scores.js';
import { warmUpLeft } from './warm-up.js';

/**
 * Toward the version with the best score. Every version that has traffic must have one: the best of those that happen to be
 * known need not be the best. Versions without traffic are none of the contest.
 */
export function proposeByScores(
  policy: MetricPolicy,
  context: PolicyContext,
  reading: ScoreReading,
  now: number,
): Proposal {
  const remaining = warmUpLeft(reading.window, context, now);
  if (remaining > 0) return { kind: 'warming-up', remaining };
  const contest = reading.scores.filter(({ version }) => context.sharing.has(version));
  const read = readVersions(contest);
  const requests = reading.requests.filter(({ version }) => read.has(version));
  const blockers = contest.flatMap(({ score }): readonly Blocker[] => (score.known ? [] : score.blockers));
  const missing = missingData(policy.minimumRequests, requests, blockers);
  if (missing !== null) return missing;
  const favoured = favouredBy(
    policy,
    contest.flatMap(({ version, score }) => (score.known ? [{ version, value: score.value }] : [])),
    context.leader,
  );
  return favoured === null ? { kind: 'hold' } : { kind: 'toward', version: favoured };
}

/** A version with the number that it is compared by. */
interface Scored {
  readonly version: string;
  readonly value: number;
}

/**
 * The version that leads, null for a tie. Whoever leads has to be better than the leader so far, or without one than every other,
 * by more than the tolerance; the leader so far only has to be better than every other. So noise changes no leader.
 */
function favouredBy(
  { goal, tolerance }: MetricPolicy,
  scored: readonly Scored[],
  leader: string | null,
): string | null {
  const rank = ({ value }: Scored): number => (goal === 'highest' ? -value : value);
  const [best, second] = scored.toSorted((left, right) => rank(left) - rank(right));
  if (best === undefined || second === undefined || best.value === second.value) return null;
  if (best.version === leader) return leader;
  const rival = scored.find(({ version }) => version === leader) ?? second;
  return isFurther(best.value, rival.value, tolerance) ? best.version : null;
}

/** True where two numbers differ by more than the tolerance, beyond what their rounding adds to the difference. */
function isFurther(left: number, right: number, tolerance: number): boolean {
  const rounding = 2 * Number.EPSILON * Math.max(Math.abs(left), Math.abs(right));
  return Math.abs(left - right) > tolerance + rounding;
}
