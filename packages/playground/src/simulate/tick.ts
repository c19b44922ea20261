import type { Milliseconds, Phase, ReleaseEvent, TickRecord } from '@lamia/runtime/engine';

/** What the metrics say of one version at a tick, over the gateway's window; null where that is unknown. */
export interface VersionMoment {
  readonly version: string;
  /** Hundredths of a percent of all requests. */
  readonly share: number;
  readonly requestsPerSecond: number | null;
  /** From 0 to 1. */
  readonly errorShare: number | null;
  /** The mean in seconds. */
  readonly latency: number | null;
}

/** One tick as it was played. */
export interface Tick {
  /** Since the release began. */
  readonly at: Milliseconds;
  /** As the decision log has it, with readings and traces. */
  readonly record: TickRecord;
  /** After the tick and what followed from it. */
  readonly phase: Phase | null;
  /** What happened beside the tick itself. */
  readonly events: readonly ReleaseEvent[];
  readonly versions: readonly VersionMoment[];
}
