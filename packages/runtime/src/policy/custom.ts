import type { CustomPolicy } from '../config/gateway.js';
import { missingData } from './enough-data.js';
import type { Proposal } from './proposal.js';
import type { CustomReading, PolicyContext } from './reading.js';
import { warmUpLeft } from './warm-up.js';

/** Toward the version that the program names; `nil` holds; what the data cannot say is undecided. */
export function proposeByProgram(
  policy: CustomPolicy,
  context: PolicyContext,
  reading: CustomReading,
  now: number,
): Proposal {
  const remaining = warmUpLeft(reading.window, context, now);
  if (remaining > 0) return { kind: 'warming-up', remaining };
  const { decision } = reading;
  const blockers = decision.decided ? [] : decision.blockers;
  const missing = missingData(policy.minimumRequests, reading.requests, blockers);
  if (missing !== null) return missing;
  return decision.decided && decision.result !== null
    ? { kind: 'toward', version: decision.result }
    : { kind: 'hold' };
}
