import type { Gateway } from '../config/gateway.js';
import type { MetricSource } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';
import type { Inquiry } from './inquiry.js';
import type { DeclaredMetrics } from './replay/declared.js';
import type { GatewayState } from './state.js';

/** One gateway under the runtime: what it was started with, and how it stands. */
export interface GatewayRun {
  readonly gateway: Gateway;
  readonly target: RouteTarget;
  readonly source: MetricSource | null;
  /** By place of the policy; empty for a gateway with nothing to release. */
  readonly inquiries: readonly Inquiry[];
  /** What is known of the metrics that they read; null where names are open. */
  readonly declared: DeclaredMetrics | null;
  /** The last state that the store has. */
  state: GatewayState;
  /** When it is to be looked at next; milliseconds since the epoch. */
  nextAt: number;
  /** Set by whoever mends the data plane and finds these weights missing; heeded in the gateway's own turn, and then false again. */
  hasLost: boolean;
  /** False until the data plane was told to serve it as it is described here; only asked where each gateway is served by itself. */
  isServed: boolean;
  /** What its source warned of last, so that each warning is told once. */
  warnings: readonly string[];
}
