import type { Milliseconds } from '../config/duration.js';
import type { Gateway } from '../config/gateway.js';
import { nextStepBackAt } from './rollback.js';
import { gatesOf, standingAt } from './gates.js';
import { confirmedAt, type GatewayState, type Release } from './state.js';

/**
 * How often a gateway without policies is looked at, so that its weights are kept as they shall be, and at least one whose release is
 * yet to begin.
 */
const IDLE_PERIOD: Milliseconds = 10_000;

/** The part of a period by which a regular tick waits for what is due then. */
export const SHORTLY = 0.1;

/** How often a gateway is looked at in any case. */
export function period(gateway: Gateway): Milliseconds {
  return gateway.policies.length === 0
    ? IDLE_PERIOD
    : Math.min(...gateway.policies.map((policy) => policy.interval));
}

/**
 * When each policy may be asked next, in order: an interval after it was asked last and after the weights were last confirmed,
 * so that no step comes faster than the interval. A policy that was asked later than `now`, before the clock was set back, is as
 * good as not asked. Empty while none may be asked at all.
 */
function policyTimes(gateway: Gateway, state: GatewayState, now: number): readonly number[] {
  const { release } = state;
  const at = confirmedAt(state);
  if (release === null || !isJudged(release) || at === null) return [];
  return gateway.policies.map((policy, place) => {
    const askedAt = release.policies[place]?.askedAt ?? at;
    return Math.max(at, askedAt > now ? at : askedAt) + policy.interval;
  });
}

/** A release that waits at a gate is judged too: it may step back or be aborted. */
function isJudged({ phase, promoting, rollback, suspension }: Release): boolean {
  const isForward = phase === 'Progressing' || (phase === 'Waiting' && suspension?.from === 'Progressing');
  return isForward && !promoting && rollback === null;
}

/** When the gates that a release waits at are given up. */
function gateTimes(gateway: Gateway, { release }: GatewayState): readonly number[] {
  if (release?.phase !== 'Waiting') return [];
  return gatesOf(gateway).flatMap(({ name, timeout }) => {
    const standing = standingAt(release, name);
    return standing?.answer === null && timeout !== null ? [standing.askedAt + timeout] : [];
  });
}

/** When the first policy is to be asked; null while none may be asked at all. */
export function nextAskedAt(gateway: Gateway, state: GatewayState, now: number): number | null {
  const times = policyTimes(gateway, state, now);
  return times.length === 0 ? null : Math.min(...times);
}

/** The places of the policies that are to be asked now. */
export function duePolicies(gateway: Gateway, state: GatewayState, now: number): readonly number[] {
  return policyTimes(gateway, state, now).flatMap((time, place) => (time <= now ? [place] : []));
}

/**
 * When the gateway is to be looked at next: at the latest a period after the last tick, earlier where something is due, or a
 * release is yet to begin.
 *
 * @param warmUps by place of the policy, how long after a change of weights it is warming up: until then it is asked at the
 *   regular ticks, since nothing can come of it
 */
export function nextTickAt(
  gateway: Gateway,
  state: GatewayState,
  lastTickAt: number,
  warmUps: readonly Milliseconds[] = [],
): number {
  const { release } = state;
  const warmAt = (place: number): number => (confirmedAt(state) ?? 0) + (warmUps[place] ?? 0);
  const back =
    release?.phase === 'RollingBack' && release.rollback !== null
      ? nextStepBackAt(state, release.rollback)
      : null;
  const asked = policyTimes(gateway, state, lastTickAt).map((time, place) => Math.max(time, warmAt(place)));
  const times = [...asked, ...gateTimes(gateway, state), ...(back === null ? [] : [back])];
  // Whether a candidate is ready is no matter of how often policies are asked.
  const isYetToBegin = release?.phase === 'Pending';
  const regular = lastTickAt + (isYetToBegin ? Math.min(period(gateway), IDLE_PERIOD) : period(gateway));
  // Weights are confirmed a moment after the tick that set them, so a policy is due a moment after the regular tick: one tick
  // for both.
  const shortly = times.filter((time) => time > regular && time <= regular + period(gateway) * SHORTLY);
  // What was due at the last tick already and is still open waits for a period like everything else.
  const next = shortly.length === 0 ? regular : Math.min(...shortly);
  return Math.min(next, ...times.filter((time) => time > lastTickAt && time <= regular));
}
