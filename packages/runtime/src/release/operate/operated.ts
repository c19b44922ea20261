import type { GrantedAct } from '../events.js';
import type { Transition } from '../transition.js';

/** Why an act was refused: it does not fit how the gateway stands, or could never fit it. */
export interface RefusedAct {
  readonly ok: false;
  readonly why: 'conflict' | 'stale' | 'invalid';
  readonly message: string;
}

/** What one act comes to, before it is recorded. */
export interface Granted {
  readonly ok: true;
  readonly act: GrantedAct;
  /** Who did what, for people. */
  readonly reason: string;
  readonly transition: Transition;
}

/** The act does not fit how the gateway stands. */
export function conflict(message: string): RefusedAct {
  return { ok: false, why: 'conflict', message };
}

/** The gateway is another one than the act rests on. */
export function stale(message: string): RefusedAct {
  return { ok: false, why: 'stale', message };
}

/** The act could not fit this gateway however it stood. */
export function invalid(message: string): RefusedAct {
  return { ok: false, why: 'invalid', message };
}
