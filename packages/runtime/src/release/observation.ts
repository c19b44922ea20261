import type { Reading } from '../policy/reading.js';
import type { Routing } from '../routing/target.js';

/** What the data plane said when it was asked what it has. */
export type TargetAnswer =
  | { readonly answered: true; readonly routing: Routing | null }
  | { readonly answered: false; readonly message: string };

/** Whether a version can take traffic; `reason` says what it was asked and what came back. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** When something happens, and how finely the target can shift then. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The target's grain, hundredths of a percent. */
  readonly quantum: number;
}

/** What a webhook said at whose gate a release waits. */
export interface WebhookAnswer {
  readonly approved: boolean;
  /** Which webhook, and what it gave as its reason. */
  readonly by: string;
}

/** Everything one tick gets to know of the world. */
export interface Observation extends Moment {
  readonly target: TargetAnswer;
  /** Of the candidate; it is looked at while the release is pending. */
  readonly readiness: Readiness;
  /** By place of the policy in the gateway; every policy that `duePolicies` names has one. */
  readonly readings: ReadonlyMap<number, Reading>;
  /** By name of the gate, where there is an answer; they are asked beside the ticks, so that none waits for them. */
  readonly webhooks: ReadonlyMap<string, WebhookAnswer>;
  /** So many other releases are under way that one that is pending may not begin; left out where it may. */
  readonly crowd?: number;
}
