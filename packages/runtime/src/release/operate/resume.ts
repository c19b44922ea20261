import type { Moment } from '../observation.js';
import type { GatewayState } from '../state.js';
import { goOn } from '../suspend.js';
import { quietly } from '../transition.js';
import { conflict, type Granted, type RefusedAct } from './operated.js';

/** The release goes on where it was paused, judging from a new window: what the data plane has is confirmed anew. */
export function resume(state: GatewayState, by: string, { now }: Moment): Granted | RefusedAct {
  const { release } = state;
  if (release?.phase !== 'Paused') return conflict('the gateway has no release that is paused');
  const reason = `resumed by ${by}`;
  // Who has to answer at a gate has the whole time for it again.
  const gates = release.gates.map((standing) =>
    standing.answer === null ? { ...standing, askedAt: now } : standing,
  );
  const resumed = { ...goOn(release, now), gates, reason };
  return {
    ok: true,
    act: { kind: 'resume' },
    reason,
    transition: quietly({ ...state, confirmed: null }, resumed),
  };
}
