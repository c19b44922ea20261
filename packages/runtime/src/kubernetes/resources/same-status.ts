import { isDeepStrictEqual } from 'node:util';
import type { GatewayState } from '../../release/state.js';
import { withoutNumbers } from '../../store/retention.js';
import { sameMemory } from '../../store/same-memory.js';
import type { ResourceStatus } from './status-schema.js';

/** Whether a status tells nothing that another one does not: only then a write can be spared. */
export function isSameStatus(left: ResourceStatus, right: ResourceStatus): boolean {
  const { state: mine, ...others } = left;
  const { state: theirs, ...rest } = right;
  return isDeepStrictEqual(essence(others), essence(rest)) && isSameState(mine, theirs);
}

/** When a policy was asked last is found anew by who takes over, which moves nothing faster. */
function isSameState(left: ResourceStatus['state'], right: ResourceStatus['state']): boolean {
  if (left === undefined || right === undefined) return left === right;
  return sameMemory(left as unknown as GatewayState, right as unknown as GatewayState); // compared as plain data, whatever it is
}

/** What is measured anew at every tick is no news. */
function essence({ reason, lastDecision, conditions, ...others }: ResourceStatus): unknown {
  return {
    ...others,
    reason: withoutNumbers(reason ?? ''),
    lastDecision: lastDecision && [lastDecision.decision, withoutNumbers(lastDecision.reason)],
    conditions: conditions?.map(({ message, ...condition }) => ({
      ...condition,
      message: withoutNumbers(message),
    })),
  };
}
