import type { Level } from '../config/runtime/runtime-configuration.js';
import type { ReleaseEvent } from './events.js';

/** How much an event matters: `error` where traffic or a release is not as somebody wanted it, `warning` where it may come to that. */
export function levelOf(event: ReleaseEvent): Level {
  switch (event.kind) {
    case 'started':
    case 'resumed':
    case 'described':
    case 'ticked':
    case 'operated':
    case 'frozen':
    case 'thawed':
    case 'gate-answered':
    case 'shifted':
    case 'confirmed':
    case 'target-returned':
      return 'info';
    case 'superseded':
    case 'removed':
    case 'repaired':
    case 'source-warned':
    case 'waiting':
    case 'gate-unanswered':
      return 'warning';
    case 'ended':
      return event.phase === 'Promoted' ? 'info' : 'error';
    case 'aborted':
    case 'target-failed':
    case 'tick-failed':
      return 'error';
  }
}
