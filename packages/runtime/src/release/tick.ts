import type { Gateway } from '../config/gateway.js';
import type { Routing } from '../routing/target.js';
import { deadlinePassed } from './deadline.js';
import { driftText, look, type Drift } from './drift.js';
import { enter } from './entry.js';
import type { ReleaseEvent, TickRecord } from './events.js';
import { hearGates } from './hear-gates.js';
import { judge, type Judged } from './judge.js';
import { notAfter } from './not-after.js';
import type { Observation } from './observation.js';
import { fail } from './outage.js';
import { leaveQueue, queue } from './queue.js';
import { goOnBack } from './rollback.js';
import { isAsIntended, routingOf } from './shares.js';
import { restingText } from './resting.js';
import { isEnded, type GatewayState, type Release } from './state.js';
import { stop, type Stop } from './stop.js';
import { isEntering } from './suspend.js';
import { quietly } from './transition.js';

/** What one tick comes to. */
export interface Ticked {
  /** To be stored before the data plane is touched. */
  readonly state: GatewayState;
  /** What the data plane shall have. */
  readonly routing: Routing;
  /** False where the data plane shows just that already, and where it cannot be reached. */
  readonly applies: boolean;
  readonly drift: Drift | null;
  readonly record: TickRecord;
  /** What happened beside the tick itself. */
  readonly events: readonly ReleaseEvent[];
}

/**
 * One tick of one gateway: what the data plane shows, what the policies say, what the data plane shall have. Pure: the same
 * state and observation always give the same answer.
 */
export function tick(gateway: Gateway, stored: GatewayState, observation: Observation): Ticked {
  const { now, target } = observation;
  const before = notAfter(stored, now);
  if (!target.answered) {
    const failed = { ...fail(before, target.message, now), outcomes: [] };
    return ticked(failed, { drift: null, applies: false, now, resting: null });
  }
  const seen = look(gateway, before, target.routing, now);
  const { state, events, outcomes } = advance(gateway, seen.state, observation);
  const applies = !isAsIntended(target.routing, state.intent.routes);
  const isQuiet = events.length === 0 && outcomes.length === 0;
  const resting = isQuiet ? restingText(gateway, before, state, now) : null;
  const judged = { state, events: [...seen.events, ...events], outcomes };
  return ticked(judged, { drift: seen.drift, applies, now, resting });
}

interface Circumstances extends Pick<Ticked, 'drift' | 'applies'> {
  readonly now: number;
  /** Why nobody was asked, where the release does not say it; null otherwise. */
  readonly resting: string | null;
}

function ticked(
  { state, events, outcomes }: Judged,
  { drift, applies, now, resting }: Circumstances,
): Ticked {
  const { gateway, intent, release } = state;
  const record: TickRecord = {
    gateway,
    at: now,
    phase: release?.phase ?? null,
    step: intent.step,
    routes: intent.routes,
    shift: events.find((event) => event.kind === 'shifted')?.cause ?? null,
    drift,
    outcomes,
    operation: null,
    reason: reasonOf(state, drift, resting),
  };
  return { state, routing: routingOf(gateway, intent.routes), applies, drift, record, events };
}

function reasonOf(
  { outage, intent, release }: GatewayState,
  drift: Drift | null,
  resting: string | null,
): string {
  if (outage !== null) return outage.message;
  if (drift !== null) return driftText(drift, intent.routes);
  return resting ?? release?.reason ?? 'there is nothing to release';
}

/** What the release does at this tick. */
function advance(gateway: Gateway, state: GatewayState, observation: Observation): Judged {
  const { release } = state;
  if (release === null || isEnded(release.phase)) return { state, events: [], outcomes: [] };
  // What an operator promotes is judged no more: it waits for the data plane to have the weights.
  if (release.promoting) return { ...quietly(state, release), outcomes: [] };
  switch (release.phase) {
    case 'Pending':
    case 'Progressing':
    case 'Waiting':
      return goForward(gateway, state, release, observation);
    case 'RollingBack':
      return { ...goOnBack(gateway, state, release, observation), outcomes: [] };
    case 'Paused':
      return { ...quietly(state, release), outcomes: [] };
  }
}

/** What a release does that is neither paused nor going back: it may wait at a gate, and is judged all the same. */
function goForward(
  gateway: Gateway,
  before: GatewayState,
  waiting: Release,
  observation: Observation,
): Judged {
  const { now, crowd } = observation;
  if (waiting.phase === 'Pending' && crowd !== undefined) {
    return { ...queue(before, waiting, crowd, now), outcomes: [] };
  }
  const free = leaveQueue(waiting, now);
  const heard = hearGates(gateway, { ...before, release: free }, free, observation);
  const { state } = heard;
  const { release } = state;
  // Aborted, be it that this waits for leave, or ended at a gate.
  if (release?.rollback !== null || isEnded(release.phase)) {
    return { ...heard, outcomes: [] };
  }
  const late = release.phase === 'Waiting' ? null : deadlinePassed(gateway, release, now);
  const next = goFurther(gateway, state, release, late, observation);
  return { ...next, events: [...heard.events, ...next.events] };
}

function goFurther(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  late: Stop | null,
  observation: Observation,
): Judged {
  if (late !== null) return { ...stop(gateway, state, release, late, observation), outcomes: [] };
  return isEntering(release)
    ? { ...enter(gateway, state, release, observation), outcomes: [] }
    : judge(gateway, state, release, observation);
}
