import type { TimePolicy } from '../config/gateway.js';
import { missingData } from './enough-data.js';
import type { Proposal } from './proposal.js';
import type { PolicyContext, TimeReading } from './reading.js';

/**
 * Toward the candidate at every interval. It judges nothing, so no warm-up delays it; a minimum of requests, where one is set,
 * still has to be met.
 * @throws RangeError without a candidate, which the check of a gateway refuses
 */
export function proposeByTime(policy: TimePolicy, context: PolicyContext, reading: TimeReading): Proposal {
  if (context.candidate === null) throw new RangeError('a time policy needs a candidate');
  return (
    missingData(policy.minimumRequests, reading.requests, []) ?? {
      kind: 'toward',
      version: context.candidate,
    }
  );
}
