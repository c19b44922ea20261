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

/** A gate that a release waits at. */
export interface Wait {
  readonly gate: string;
  /** Since the release began. */
  readonly since: Milliseconds;
}

/** One tick as it was played. */
export interface Tick {
  /** Since the release began. */
  readonly at: Milliseconds;
  /** As the decision log has it, with readings and traces. */
  readonly record: TickRecord;
  /** After the tick and what followed from it. */
  readonly phase: Phase | null;
  /** The gates that nobody has answered at yet, and since when. */
  readonly waits: readonly Wait[];
  /** What happened beside the tick itself. */
  readonly events: readonly ReleaseEvent[];
  readonly versions: readonly VersionMoment[];
}
