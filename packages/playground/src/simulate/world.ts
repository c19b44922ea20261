import type { Sample } from '@lamia/lang';
import type { BoundRead, Routing } from '@lamia/runtime/engine';

/** What a release is played in: a data plane that does as it is told, and metrics. Time goes forward by `flowTo` alone. */
export interface World {
  /** When the release begins, in milliseconds since the epoch. */
  readonly begin: number;
  /** The last instant that anything is known of; null where it goes on. */
  readonly end: number | null;
  /** What the data plane has. */
  readonly routing: Routing;
  /** From now on the data plane has these weights. */
  apply(routing: Routing): void;
  flowTo(now: number): void;
  /** One sample a read, in their order. */
  read(reads: readonly BoundRead[], at: number): readonly Sample[];
}
