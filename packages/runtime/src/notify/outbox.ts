import type { Notification } from './notification.js';

/** A notification on its way to one notifier. */
export interface Letter {
  readonly notifier: string;
  /** The same whenever it is sent again, so that whoever gets it twice can tell. */
  readonly key: string;
  readonly notification: Notification;
}

/** A letter that has not been delivered yet. */
export interface WaitingLetter extends Letter {
  readonly id: number;
  /** How often it was tried. */
  readonly attempts: number;
  /** Not before this; milliseconds since the epoch. */
  readonly due: number;
}

/** Letters that wait for each notifier at most; beyond it the oldest of those that matter least are given up. */
export const OUTBOX_CAPACITY = 1_000;

/** Port: what is to be delivered, and outlives the process. Everything that promises rejects with `StoreError`. */
export interface Outbox {
  /** Adds letters; those that it has or has just had are not added again. */
  put(letters: readonly Letter[]): Promise<void>;
  /** The oldest that wait for a notifier, oldest first. */
  waiting(notifier: string, limit: number): Promise<readonly WaitingLetter[]>;
  /** They are delivered, or never will be. */
  remove(ids: readonly number[]): Promise<void>;
  postpone(ids: readonly number[], attempts: number, due: number): Promise<void>;
  /** How many wait, by notifier; those of notifiers that are not configured any more among them. */
  depths(): Promise<ReadonlyMap<string, number>>;
  /** How many were given up for want of room since it was opened, by notifier. */
  givenUp(): ReadonlyMap<string, number>;
}
