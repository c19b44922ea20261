import type { ReleaseEvent, TickRecord } from '../release/events.js';
import type { GatewayState } from '../release/state.js';
import type { Keeping } from './retention.js';

/** The store could not do what it was asked; what was stored before is still there. The message is for people. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** How one gateway stands, and the tick that brought it there, for the decision log; null where that is logged already. */
export interface Progress {
  readonly state: GatewayState;
  readonly record: TickRecord | null;
  /** What is told of it to people, who must hear of it even if the process ends right after this; nothing unless given. */
  readonly told?: readonly ReleaseEvent[];
}

/** An entry of the decision log and why it is there. */
export interface LoggedDecision {
  readonly keeping: Keeping;
  readonly record: TickRecord;
}

/**
 * Port: what outlives the process. Each call is one transaction over all gateways it is given: when it resolves everything is
 * durable that a release would miss after a crash, when it rejects nothing has changed. All reject with `StoreError`.
 */
export interface Store {
  /** The last stored state of every gateway. */
  load(): Promise<readonly GatewayState[]>;
  /**
   * Before the data plane is touched: what it shall have, and why. With nothing new to store it says whether what was stored
   * before is still there.
   */
  saveIntents(intents: readonly Progress[]): Promise<void>;
  /** After the data plane was read back: how it came out. */
  saveOutcomes(outcomes: readonly Progress[]): Promise<void>;
  /** The newest entries of one gateway, newest first. */
  decisions(gateway: string, limit: number): Promise<readonly LoggedDecision[]>;
  /** Gives the store up for another process; nothing may be asked of it afterwards. */
  close(): Promise<void>;
}
