import type { Span, UnknownCause } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';

/** One thing that keeps a policy from saying anything, with whose data it is. */
export interface Blocker {
  /** The read's text, `metric version2 upstream_rq_total`. */
  readonly read: string;
  readonly cause: UnknownCause;
  /** For people, such as the label sets of many series. */
  readonly detail?: string;
  /** Labels of the versions whose data is missing; empty for a query that belongs to none. */
  readonly versions: readonly string[];
  /** Where in the policy's program; null for the policy's own minimum of requests. */
  readonly place: Span | null;
}

/** A version that had fewer requests in the judged window than the policy asks for. */
export interface Shortfall {
  readonly version: string;
  readonly requests: number;
  readonly needed: number;
}

/** What one policy says at one tick. It names no weights: those follow from the version, the step and the route. */
export type Proposal =
  | { readonly kind: 'toward'; readonly version: string }
  | { readonly kind: 'hold' }
  | { readonly kind: 'undecided'; readonly blockers: readonly Blocker[] }
  | { readonly kind: 'too-few'; readonly missing: readonly Shortfall[] }
  /** The window still holds data of other weights. */
  | { readonly kind: 'warming-up'; readonly remaining: Milliseconds };

/** The proposals that were made on known data (or, by time, on none). */
export type Decided = Extract<Proposal, { readonly kind: 'toward' | 'hold' }>;

/** True for a proposal that resets the budgets of its policy. */
export function isDecided(proposal: Proposal): proposal is Decided {
  return proposal.kind === 'toward' || proposal.kind === 'hold';
}
