import type { Finding } from '../config/finding.js';
import type { Gateway } from '../config/gateway.js';
import type { GatewayDocument } from '../config/schema/gateway-schema.js';
import type { Weights } from '../config/weights.js';
import type { LoggedDecision } from '../store/store.js';
import type { ReleaseEvent } from './events.js';
import type { GatewayStatus } from './status.js';

/** What an operator may ask of a gateway's release. */
export type OperatorAct =
  | { readonly kind: 'pause' }
  /** Goes on, judging from a new window. */
  | { readonly kind: 'resume' }
  /** The candidate gets all traffic of the release's routes now, judged or not. */
  | { readonly kind: 'promote' }
  /** Back to stable now, in the way that its policy says. Always possible while a release is under way. */
  | { readonly kind: 'rollback' }
  /** Answers the gate that the release waits at; `gate` names it where several wait. */
  | { readonly kind: 'approve'; readonly gate: string | null; readonly approved: boolean }
  /** Other weights for one route; refused while a release is active and not paused. */
  | {
      readonly kind: 'weights';
      readonly route: string;
      readonly weights: Weights;
      /** The intent's step that it rests on; without one, whatever it is by now. */
      readonly step?: number;
    }
  /** Takes a version out of the gateway; refused while any route still gives it traffic. */
  | { readonly kind: 'retire'; readonly version: string };

/** A gateway that the runtime has, with where its description comes from. */
export interface ManagedGateway {
  readonly gateway: Gateway;
  /** As it was written, in canonical names. */
  readonly document: GatewayDocument;
  /** What may replace it: its file only, or the API. */
  readonly origin: 'file' | 'api';
  /** Who put it as it is, and when in milliseconds since the epoch; null for one of a file. */
  readonly described: { readonly by: string; readonly at: number } | null;
  /** Another one whenever the document changes; what an entity tag is made of. */
  readonly revision: string;
  readonly status: GatewayStatus;
}

/** Why something was refused, with nothing changed, and the reason in words. */
export interface Refusal {
  readonly ok: false;
  /**
   * `unknown`: there is no such gateway; `conflict`: it does not fit how the gateway stands; `stale`: somebody changed it in
   * between; `invalid`: it could never fit; `outside`: the store or the data plane failed.
   */
  readonly why: 'unknown' | 'conflict' | 'stale' | 'invalid' | 'outside';
  readonly message: string;
  /** What is wrong with a document, place by place. */
  readonly findings: readonly Finding[];
}

export type ActResult = { readonly ok: true; readonly status: GatewayStatus } | Refusal;
export type PutResult =
  { readonly ok: true; readonly created: boolean; readonly managed: ManagedGateway } | Refusal;
/** What a document would be put as. */
export type CheckResult = { readonly ok: true; readonly document: GatewayDocument } | Refusal;
export type RemoveResult = { readonly ok: true } | Refusal;

/** What a change rests on: the revision that the one asking has seen, `none` for a gateway that must be new, null for whatever. */
export type Expected = { readonly revision: string } | 'none' | null;

/** Port: what an operator can see and do with a running runtime. Acts and changes are stored when their promise resolves. */
export interface ReleaseControl {
  list(): readonly ManagedGateway[];
  find(name: string): ManagedGateway | null;
  /** @param by who asks, for the log */
  act(name: string, act: OperatorAct, by: string): Promise<ActResult>;
  /** What an act would come to, with nothing changed. */
  preview(name: string, act: OperatorAct, by: string): ActResult;
  /** What `put` would say, with nothing changed, as far as that can be told without opening anything. */
  check(document: unknown, expected: Expected): Promise<CheckResult>;
  /** Adds a gateway or replaces the description of one; its release goes on where its identity stays the same. */
  put(document: unknown, expected: Expected, by: string): Promise<PutResult>;
  /** Forgets a gateway and its state; the data plane stops serving it. */
  remove(name: string, expected: Expected, by: string): Promise<RemoveResult>;
  /** Newest first; null where there is no such gateway. */
  decisions(name: string, limit: number): Promise<readonly LoggedDecision[] | null>;
  /** Everything that happens from now on; the function that is returned ends that. */
  subscribe(listener: (event: ReleaseEvent) => void): () => void;
}
