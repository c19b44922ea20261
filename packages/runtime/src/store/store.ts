import type { ReleaseEvent, TickRecord } from '../release/events.js';
import type { Inputs } from '../release/replay/inputs.js';
import type { GatewayState } from '../release/state.js';
import type { Keeping } from './retention.js';

/** The store could not do what it was asked; what was stored before is still there. The message is for people. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Some of the gateways could not be stored; the others are. Only of a store that keeps each by itself. */
export class PartlyStoredError extends StoreError {
  /** Why, by the gateway's name. */
  readonly failures: ReadonlyMap<string, StoreError>;

  constructor(failures: ReadonlyMap<string, StoreError>) {
    super([...failures].map(([gateway, { message }]) => `${gateway}: ${message}`).join('; '));
    this.failures = failures;
  }
}

/** Why a gateway was not stored by a call that rejected with `error`, null for none; null where it was stored. */
export function storeFailure(error: unknown, gateway: string): unknown {
  return error instanceof PartlyStoredError ? (error.failures.get(gateway) ?? null) : error;
}

/** How one gateway stands, and the tick that brought it there, for the decision log; null where that is logged already. */
export interface Progress {
  readonly state: GatewayState;
  readonly record: TickRecord | null;
  /** What is told of it to people, who must hear of it even if the process ends right after this; nothing unless given. */
  readonly told?: readonly ReleaseEvent[];
  /** What the record was decided from, for who decides it again; nothing unless given. */
  readonly inputs?: Inputs;
}

/** A gateway that was made through the API, as it was put last. */
export interface StoredDocument {
  readonly gateway: string;
  /** JSON that was a gateway's document when it was put; whoever reads it checks it anew. */
  readonly document: unknown;
  /** Who put it. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** An entry of the decision log and why it is there. */
export interface LoggedDecision {
  readonly keeping: Keeping;
  readonly record: TickRecord;
}

/**
 * Port: what outlives the process. Each call is one transaction over all gateways it is given: when it resolves everything is
 * durable that a release would miss after a crash, when it rejects nothing has changed. All reject with `StoreError`; a store that
 * keeps each gateway by itself rejects with `PartlyStoredError`, which tells of which of them that is true.
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
  /** The gateways that were made through the API, in the order of their names. */
  documents(): Promise<readonly StoredDocument[]>;
  /** A gateway's document together with how it stands from then on. */
  saveDocument(document: StoredDocument, progress: Progress): Promise<void>;
  /** Gives up a gateway's document and how it stands; the decision log keeps what is said of it there. */
  forget(gateway: string): Promise<void>;
  /** The newest entries of one gateway, newest first. */
  decisions(gateway: string, limit: number): Promise<readonly LoggedDecision[]>;
  /** Gives the store up for another process; nothing may be asked of it afterwards. */
  close(): Promise<void>;
}
