import type { Gateway, Policy } from '../config/gateway.js';
import { closedGates, waitBefore } from './gates.js';
import type { Moment } from './observation.js';
import { rollBack } from './rollback.js';
import type { GatewayState, Release, Rollback } from './state.js';
import { goOn } from './suspend.js';
import { then, type Transition } from './transition.js';

/** Why a release does not go on, and what its policy wants then: keep the weights, or go back to stable. */
export interface Stop {
  readonly by: Policy;
  readonly then: 'hold' | 'rollback';
  readonly reason: string;
}

/** The stop that counts: an abort wins. Null where there is none. */
export function gravest(stops: readonly Stop[]): Stop | null {
  return stops.find((stop) => stop.then === 'rollback') ?? stops[0] ?? null;
}

/** Does what a stop asks for. */
export function stop(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  cause: Stop,
  moment: Moment,
): Transition {
  if (cause.then === 'hold') return hold(state, goOn(release, moment.now), cause.reason, moment.now);
  const closed = closedGates(
    release,
    cause.by.gates.filter(({ at }) => at === 'rollback'),
  );
  if (closed.length === 0) return abort(gateway, state, release, cause, moment);
  const aborted = { ...release, rollback: wayBack(cause.by) };
  return waitBefore(
    state,
    aborted,
    closed,
    `it goes back to ${release.identity.stable}: ${cause.reason}`,
    moment.now,
  );
}

/** How a policy goes back. */
function wayBack({ rollback, step, interval }: Policy): Rollback {
  return { mode: rollback, step, interval };
}

/** Keeps the weights as they are, for good. */
export function hold(state: GatewayState, release: Release, reason: string, now: number): Transition {
  return {
    state: { ...state, release: { ...release, phase: 'Held', reason } },
    events: [{ kind: 'ended', phase: 'Held', gateway: state.gateway, at: now, reason, stable: state.stable }],
  };
}

/** Aborts the release, for good, and takes the first step back. */
export function abort(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  { by, reason }: Pick<Stop, 'by' | 'reason'>,
  moment: Moment,
): Transition {
  const rollback = wayBack(by);
  const aborted: Release = {
    ...goOn(release, moment.now),
    phase: 'RollingBack',
    reason,
    rollback,
    promoting: false,
  };
  const told: Transition = {
    state: { ...state, release: aborted },
    events: [{ kind: 'aborted', gateway: state.gateway, at: moment.now, reason }],
  };
  return then(told, (next) => rollBack(gateway, next, aborted, rollback, moment));
}
