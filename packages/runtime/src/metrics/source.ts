import type { Matcher, Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';

/** Whose metric: the values that a catalogue's identity labels are made from. */
export interface Subject {
  readonly namespace: string;
  readonly application: string;
  readonly version: string;
}

/** One input of one gateway's program with every default filled in. */
export type BoundRead =
  | {
      readonly kind: 'metric';
      readonly subject: Subject;
      /** The catalogue's name for it. */
      readonly metric: string;
      readonly statistic: string | null;
      readonly selector: readonly Matcher[];
      readonly window: Milliseconds;
      /** Milliseconds before the instant; 0 for none. */
      readonly offset: Milliseconds;
    }
  | { readonly kind: 'promql'; readonly query: string };

/** All reads of one tick; they are answered as of one instant. */
export interface ReadRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reads: readonly BoundRead[];
}

export interface ReadAnswer {
  /** One a read, in the order asked. A source never throws for a failed read: it says `source-failed`. */
  readonly samples: readonly Sample[];
  /** What the source wants people to know, such as Prometheus' warnings; each once. */
  readonly warnings: readonly string[];
  /** How many requests were sent for it. */
  readonly requests: number;
}

/** Reads of the past: the same at many instants, evenly apart. */
export interface PastRequest {
  /** The first one. */
  readonly from: number;
  readonly every: Milliseconds;
  readonly instants: number;
  readonly reads: readonly BoundRead[];
}

export interface PastAnswer {
  /** Of each instant what `ReadAnswer` has. */
  readonly samples: readonly (readonly Sample[])[];
  readonly warnings: readonly string[];
  readonly requests: number;
}

/** Port: answers reads. Implementations: Prometheus, scrape, and (in tests and simulations) others. */
export interface MetricSource {
  /** Resolves within the source's own timeouts; rejects only when `signal` is aborted. */
  read(request: ReadRequest, signal: AbortSignal): Promise<ReadAnswer>;
  /** Stops whatever runs in the background. */
  close(): Promise<void>;
}

/** A source that knows what its answers would have been. */
export interface PastSource extends MetricSource {
  /** As `read` does; how many instants it can answer at once is for whoever asks to bound. */
  readPast(request: PastRequest, signal: AbortSignal): Promise<PastAnswer>;
}
