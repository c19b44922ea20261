import { measuredText } from '../config/duration.js';
import type { Gateway } from '../config/gateway.js';
import { nextAskedAt } from './schedule.js';
import type { GatewayState } from './state.js';

/**
 * Why a tick asked no policy of a release that goes on: none was due. Its own reason is still that of an earlier tick, which says
 * nothing of this one. Null where that reason is about now: for a release that waits, is paused, goes back or has ended.
 */
export function restingText(
  gateway: Gateway,
  before: GatewayState,
  { release, ...state }: GatewayState,
  now: number,
): string | null {
  if (release?.phase !== 'Progressing' || release.reason !== before.release?.reason) return null;
  const askedAt = nextAskedAt(gateway, { ...state, release }, now);
  return askedAt === null || askedAt <= now
    ? null
    : `no policy is due: the next is asked in ${measuredText(askedAt - now)}`;
}
