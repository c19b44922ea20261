import type { HealthPolicy } from '../config/gateway.js';
import { FULL } from '../config/weights.js';
import { missingData } from './enough-data.js';
import type { Proposal } from './proposal.js';
import type { PolicyContext, ScoreReading } from './reading.js';
import { readVersions, scoreOf } from './scores.js';
import { warmUpLeft } from './warm-up.js';

/**
 * Toward the candidate while its share of errors is within the limit, toward stable while it is above. It is above only where
 * that is known.
 * @throws RangeError without a candidate, which the check of a gateway refuses
 */
export function proposeByHealth(
  policy: HealthPolicy,
  context: PolicyContext,
  reading: ScoreReading,
  now: number,
): Proposal {
  const { candidate, stable } = context;
  if (candidate === null) throw new RangeError('a health policy needs a candidate');
  const remaining = warmUpLeft(reading.window, context, now);
  if (remaining > 0) return { kind: 'warming-up', remaining };
  const judged = scoreOf(reading, candidate);
  const { score } = judged;
  const read = readVersions([judged]);
  const requests = reading.requests.filter(({ version }) => read.has(version));
  const blockers = score.known ? [] : score.blockers;
  const missing = missingData(policy.minimumRequests, requests, blockers);
  if (missing !== null || !score.known) return missing ?? { kind: 'undecided', blockers };
  return { kind: 'toward', version: isHealthy(policy, score.value) ? candidate : stable };
}

/**
 * True unless the share of errors, 1 − score, is above the limit. The least healthy score is one division of whole numbers, as
 * the score of so many good requests of so many is, so that a share of exactly the limit is no rounding error above it.
 */
export function isHealthy({ limit }: HealthPolicy, score: number): boolean {
  return score >= (FULL - limit) / FULL;
}
