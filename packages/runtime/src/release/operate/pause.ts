import type { Moment } from '../observation.js';
import type { GatewayState } from '../state.js';
import { suspend } from '../suspend.js';
import { quietly } from '../transition.js';
import { conflict, type Granted, type RefusedAct } from './operated.js';

/** Nothing is judged and nothing moves until somebody resumes the release; its weights are still kept as they are. */
export function pause(state: GatewayState, by: string, { now }: Moment): Granted | RefusedAct {
  const { release } = state;
  if (release === null) return conflict('the gateway has no release that could be paused');
  if (release.rollback !== null && release.phase === 'Waiting') {
    return conflict('the release waits at a gate before it goes back, which cannot be paused');
  }
  if (release.promoting) return conflict('the release is being promoted, which cannot be paused');
  switch (release.phase) {
    case 'Pending':
    case 'Progressing':
    case 'Waiting': {
      const reason = `paused by ${by}`;
      const paused = suspend(release, 'Paused', reason, now);
      return { ok: true, act: { kind: 'pause' }, reason, transition: quietly(state, paused) };
    }
    case 'Paused':
      return conflict('the release is paused already');
    case 'RollingBack':
      return conflict('the release goes back to its stable version, which cannot be paused');
    case 'Promoted':
    case 'RolledBack':
    case 'Held':
    case 'Superseded':
      return conflict(`the release has ended: it is ${release.phase}`);
  }
}
