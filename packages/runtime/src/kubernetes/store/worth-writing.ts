import { isDeepStrictEqual } from 'node:util';
import type { GatewayState } from '../../release/state.js';

/**
 * Whether another replica would miss something of a state that has only this older one. When policies were asked last it would not:
 * it asks again a little earlier than it had to, which moves nothing faster, since every step is counted from the last change of
 * weights. So a release that only waits writes nothing.
 */
export function isWorthWriting(written: GatewayState | null, state: GatewayState): boolean {
  return written === null || !isDeepStrictEqual(withoutTimes(written), withoutTimes(state));
}

function withoutTimes(state: GatewayState): GatewayState {
  const { release } = state;
  if (release === null) return state;
  const policies = release.policies.map((policy) => ({ ...policy, askedAt: null }));
  return { ...state, release: { ...release, reason: '', policies } };
}
