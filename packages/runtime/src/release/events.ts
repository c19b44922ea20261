import type { Policy } from '../config/gateway.js';
import type { Proposal } from '../policy/proposal.js';
import type { Reading } from '../policy/reading.js';
import type { Drift } from './drift.js';
import type { RouteShares } from './shares.js';
import type { Identity, Phase } from './state.js';

/** What one policy said at one tick and what it had read. */
export interface PolicyOutcome {
  /** Its place in the gateway. */
  readonly policy: number;
  readonly type: Policy['type'];
  /** Only looked on: nothing was done about what it said. */
  readonly observed: boolean;
  readonly proposal: Proposal;
  /** The proposal in words. */
  readonly reason: string;
  readonly reading: Reading;
}

/**
 * What made weights change: nothing else may. `operator` is other weights that somebody gave, in the gateway's file or at once;
 * `promote` an operator who gave the candidate everything.
 */
export type ShiftCause = 'entry' | 'policy' | 'rollback' | 'operator' | 'promote';

/** What an operator asked for and was granted, as plain data: weights are pairs. */
export type GrantedAct =
  | { readonly kind: 'pause' | 'resume' | 'promote' | 'rollback' }
  | { readonly kind: 'approve'; readonly gate: string; readonly approved: boolean }
  | { readonly kind: 'weights'; readonly weights: RouteShares };

/** An operator's act and whose it is. */
export interface Operation {
  readonly by: string;
  readonly act: GrantedAct;
}

/**
 * One tick of one gateway, or what its file changed at a start or an operator at any time, as the terminal shows it and the
 * decision log keeps it: plain data.
 */
export interface TickRecord {
  readonly gateway: string;
  readonly at: number;
  /** Null for a gateway that releases nothing. */
  readonly phase: Phase | null;
  /** The intent after the tick. */
  readonly step: number;
  readonly routes: readonly RouteShares[];
  /** Null where no weights changed. */
  readonly shift: ShiftCause | null;
  /** What the data plane had in place of confirmed weights, and is given those again; null where it had lost none. */
  readonly drift: Drift | null;
  /** Of the policies that were asked. */
  readonly outcomes: readonly PolicyOutcome[];
  /** What an operator did; null for a tick. */
  readonly operation: Operation | null;
  readonly reason: string;
}

interface Event {
  readonly gateway: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** One readable sentence, the engine's own. */
  readonly reason: string;
}

/** What the runtime tells the world, in the order in which it happened. */
export type ReleaseEvent =
  /** A new release began. */
  | (Event & { readonly kind: 'started'; readonly identity: Identity })
  /** A stored release goes on after a restart. */
  | (Event & { readonly kind: 'resumed'; readonly identity: Identity; readonly phase: Phase })
  /** Another release took an unfinished one's place. */
  | (Event & { readonly kind: 'superseded'; readonly identity: Identity })
  /** Somebody put the gateway, or another description of it; what becomes of its release is told by events of its own. */
  | (Event & { readonly kind: 'described'; readonly by: string })
  /** The gateway runs no more; nothing more is told of it. */
  | (Event & { readonly kind: 'removed' })
  | (Event & {
      readonly kind: 'ticked';
      readonly record: TickRecord;
      /** When it was to be made; absent where nothing had been planned, as for what an operator does. */
      readonly due?: number;
    })
  /** The release has come to these gates and waits there for leave. */
  | (Event & { readonly kind: 'waiting'; readonly gates: readonly string[] })
  /** The release begins to wait for the end of a freeze window. */
  | (Event & { readonly kind: 'frozen' })
  /** The freeze is over and the release goes on. */
  | (Event & { readonly kind: 'thawed' })
  /** A gate was answered by a person or a webhook. */
  | (Event & {
      readonly kind: 'gate-answered';
      readonly gate: string;
      readonly approved: boolean;
      readonly by: string;
    })
  /** The webhook of a gate does not answer; it is asked again. Told once for as long as it says the same. */
  | (Event & { readonly kind: 'gate-unanswered'; readonly gate: string })
  /** An operator acted; what follows from it is told by events of its own. */
  | (Event & { readonly kind: 'operated'; readonly operation: Operation })
  /** The weights shall change: the intent is stored, the data plane comes next. */
  | (Event & {
      readonly kind: 'shifted';
      readonly cause: ShiftCause;
      readonly step: number;
      readonly from: readonly RouteShares[];
      readonly to: readonly RouteShares[];
    })
  /** The data plane was seen to have the intended weights. */
  | (Event & { readonly kind: 'confirmed'; readonly step: number; readonly routes: readonly RouteShares[] })
  /** The data plane had lost or changed the intended weights and was given them again. */
  | (Event & {
      readonly kind: 'repaired';
      readonly found: readonly RouteShares[] | null;
      readonly routes: readonly RouteShares[];
    })
  /** The release was aborted: from now on traffic only goes back to stable. */
  | (Event & { readonly kind: 'aborted' })
  | (Event & {
      readonly kind: 'ended';
      readonly phase: 'Promoted' | 'RolledBack' | 'Held';
      readonly stable: string;
    })
  | (Event & { readonly kind: 'target-failed' })
  | (Event & { readonly kind: 'target-returned' })
  /** Something that a metric source, or who tells of endpoints, wants people to know. */
  | (Event & { readonly kind: 'source-warned' })
  /** The tick could not be finished; the next one starts from what is stored. */
  | (Event & { readonly kind: 'tick-failed' });

/**
 * What there is to tell of a tick.
 * @param due when it was to be made; anything but an instant where nothing had been planned
 */
export function tickedEvent(record: TickRecord, due = Number.NaN): ReleaseEvent {
  const { gateway, at, reason } = record;
  return { kind: 'ticked', gateway, at, reason, record, ...(Number.isFinite(due) && { due }) };
}
