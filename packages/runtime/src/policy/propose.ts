import type { Policy } from '../config/gateway.js';
import { proposeByProgram } from './custom.js';
import { proposeByHealth } from './health.js';
import { proposeByScores } from './metric.js';
import type { Proposal } from './proposal.js';
import type { PolicyContext, Reading } from './reading.js';
import { proposeByTime } from './time.js';

/**
 * What a policy says to a reading.
 * @throws TypeError for a reading of another type of policy
 */
export function propose(policy: Policy, context: PolicyContext, reading: Reading, now: number): Proposal {
  if (policy.type === 'time' && reading.type === 'time') return proposeByTime(policy, context, reading);
  if (policy.type === 'health' && reading.type === 'health') {
    return proposeByHealth(policy, context, reading, now);
  }
  if (policy.type === 'metric' && reading.type === 'metric') {
    return proposeByScores(policy, context, reading, now);
  }
  if (policy.type === 'custom' && reading.type === 'custom') {
    return proposeByProgram(policy, context, reading, now);
  }
  throw new TypeError(`a ${policy.type} policy cannot judge a ${reading.type} reading`);
}
