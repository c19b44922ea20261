import type { Milliseconds } from '../config/duration.js';
import type { RouteShares } from './shares.js';

/** Where a release stands, in the public words. The last four are latched: only another release starts again. */
export type Phase =
  | 'Pending'
  | 'Progressing'
  | 'Waiting'
  | 'Paused'
  | 'RollingBack'
  | 'Promoted'
  | 'RolledBack'
  | 'Held'
  | 'Superseded';

/** The phases in which a release has ended. */
export type EndedPhase = 'Promoted' | 'RolledBack' | 'Held' | 'Superseded';

/** What makes a release the same one after a restart. */
export interface Identity {
  readonly gateway: string;
  /** The version it starts from and goes back to. */
  readonly stable: string;
  /** The version it tries; null where the policies choose among versions of equal standing. */
  readonly candidate: string | null;
  /** Fingerprint of the policies. */
  readonly policies: string;
}

/**
 * What a policy said last about the weights as they are: it stands until they change or it is asked again. Without one
 * (undecided, warming up, not asked yet) the policy holds.
 */
export type Verdict = { readonly kind: 'toward'; readonly version: string } | { readonly kind: 'hold' };

/** The memory of one policy within one release. Times are milliseconds since the epoch. */
export interface PolicyState {
  /** The last tick that asked it. */
  readonly askedAt: number | null;
  readonly verdict: Verdict | null;
  /** The version that it favoured last, of whatever weights: what a `metric` policy compares the others with. */
  readonly leader: string | null;
  /** First undecided tick charged to the budget since the last decided one. */
  readonly noDataSince: number | null;
  readonly sourceErrorsSince: number | null;
  /** Judged ticks against the candidate. */
  readonly failures: { readonly consecutive: number; readonly total: number };
}

/** How an aborted release goes back; it comes from the policy that aborted it. */
export interface Rollback {
  readonly mode: 'gradual' | 'immediate';
  /** Hundredths of a percent. */
  readonly step: number;
  readonly interval: Milliseconds;
}

/** A gate that a release has come to. */
export interface GateStanding {
  readonly gate: string;
  readonly askedAt: number;
  readonly answer: GateAnswer | null;
}

/** What was said at a gate. */
export interface GateAnswer {
  readonly approved: boolean;
  /** Who said it: a person, or a webhook. */
  readonly by: string;
  readonly at: number;
}

/** While a release is Paused or Waiting, or may not begin yet: no deadline and no budget counts that time. */
export interface Suspension {
  /** Where it goes on. */
  readonly from: 'Pending' | 'Progressing';
  readonly since: number;
  /** Since it waits for the end of a freeze window. */
  readonly isFrozen: boolean;
}

/** One release of a gateway, from its begin to its end. Times are milliseconds since the epoch. */
export interface Release {
  readonly identity: Identity;
  readonly phase: Phase;
  readonly startedAt: number;
  /** Why it is where it is, for people. */
  readonly reason: string;
  /** Steps taken so far, the entry step included. */
  readonly shifts: number;
  /** In the order of the gateway's policies. */
  readonly policies: readonly PolicyState[];
  /** Set when it is aborted: from then on traffic never goes up again, though it may wait at a gate before it goes back. */
  readonly rollback: Rollback | null;
  /** Set when an operator promotes it: judged or not, it ends as soon as the candidate has all traffic. */
  readonly promoting: boolean;
  /** Null unless it is Paused or Waiting, or Pending and others are under way. */
  readonly suspension: Suspension | null;
  /** For how long it was suspended before. */
  readonly suspendedFor: Milliseconds;
  /** The gates that it has come to; one that it has stepped back from is asked anew. */
  readonly gates: readonly GateStanding[];
}

/** What the data plane shall have. It is stored before the data plane is touched. */
export interface Intent {
  /** Grows with every change, so that a step is neither lost nor doubled. */
  readonly step: number;
  /** All routes of the gateway, in the order of its file. */
  readonly routes: readonly RouteShares[];
}

/** What the data plane was last seen to have, stored after it was read back. */
export interface Confirmation {
  /** The intent's step. */
  readonly step: number;
  readonly routes: readonly RouteShares[];
  /** When these weights were first seen; the warm-up counts from here. */
  readonly at: number;
}

/** Everything the engine remembers of one gateway: plain data that a store keeps as JSON. */
export interface GatewayState {
  readonly gateway: string;
  /** The version that releases start from: the file's baseline, then whatever was promoted last. */
  readonly stable: string;
  /** What the file said when this state last looked at it: a change of the file is an operator's act. */
  readonly declared: { readonly baseline: string; readonly routes: readonly RouteShares[] };
  readonly intent: Intent;
  /** Null until the data plane shows the intended weights, and again when it lost them. */
  readonly confirmed: Confirmation | null;
  /** Since when the target gives no answer, and what it says; null while it answers. */
  readonly outage: { readonly since: number; readonly message: string } | null;
  /** Null for a gateway with nothing to release. */
  readonly release: Release | null;
}

/** True when nothing moves any more, except back to the weights it ended with. */
export function isEnded(phase: Phase): phase is EndedPhase {
  return phase === 'Promoted' || phase === 'RolledBack' || phase === 'Held' || phase === 'Superseded';
}

/** When the data plane was first seen to have the present intent; null where it has not been. */
export function confirmedAt(state: GatewayState): number | null {
  return state.confirmed?.step === state.intent.step ? state.confirmed.at : null;
}
