import type { Phase } from '../release/state.js';

/** A gateway as the status page and its JSON show it. */
export interface GatewayView {
  readonly name: string;
  readonly namespace: string;
  readonly application: string;
  /** The data plane's kind. */
  readonly target: string;
  /** Where it accepts requests, `127.0.0.1:8080`; null where that is not known yet. */
  readonly address: string | null;
  /** Null for a gateway that releases nothing. */
  readonly phase: Phase | null;
  /** The last thing that there was to say about it: the engine's own words. */
  readonly reason: string;
  readonly stable: string;
  readonly candidate: string | null;
  readonly routes: readonly RouteView[];
}

export interface RouteView {
  readonly name: string;
  /** Percent by version label. */
  readonly weights: Readonly<Record<string, number>>;
}

/** One tick of a gateway's policies. */
export interface DecisionEntry {
  /** ISO 8601. */
  readonly at: string;
  /** What the policies that were asked said, `toward version2`. */
  readonly outcome: string;
  /** Why: the engine's own words. */
  readonly reason: string;
  /** After the tick. */
  readonly routes: readonly RouteView[];
  /** What was read for it. */
  readonly values: readonly ReadEntry[];
}

/** One input of a tick. */
export interface ReadEntry {
  /** The read's text, `metric version2 upstream_rq_total`. */
  readonly read: string;
  readonly value: number | null;
  /** Why there is no value; null where there is one. */
  readonly unknown: string | null;
}

/** Port: what the status server may know. It only reads. */
export interface StatusView {
  gateways(): readonly GatewayView[];
  /** Newest first; null where there is no such gateway. */
  decisions(gateway: string, limit: number): readonly DecisionEntry[] | null;
}
