import type { GatewayState, Release } from './state.js';
import { goOn } from './suspend.js';
import { quietly, type Transition } from './transition.js';

/** A release that may not begin yet, because so many others are under way: it stays Pending, and no deadline counts that time. */
export function queue(state: GatewayState, release: Release, underWay: number, now: number): Transition {
  const { suspension } = release;
  const others = underWay === 1 ? '1 release is' : `${underWay} releases are`;
  return quietly(state, {
    ...release,
    reason: `waits: ${others} under way`,
    suspension: suspension ?? { from: 'Pending', since: now, isFrozen: false },
  });
}

/** A release whose turn has come, if it waited for one; any other is the very same. */
export function leaveQueue(release: Release, now: number): Release {
  return release.phase === 'Pending' ? goOn(release, now) : release;
}
