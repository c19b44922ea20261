import type { ReleaseEvent } from '../release/events.js';

export type Ended = Extract<ReleaseEvent, { readonly kind: 'ended' }>;

/** How the demonstration came out, in the form that scripts rely on. */
export interface Outcome {
  readonly exitCode: 0 | 4 | 5;
  /** The last line. */
  readonly text: string;
  /** What decided it: the engine's own words. */
  readonly reason: string;
}

/** What the end of the release means to whoever started the demonstration. */
export function outcomeOf({ phase, stable, reason }: Ended): Outcome {
  switch (phase) {
    case 'Promoted':
      return { exitCode: 0, text: `promoted ${stable}`, reason };
    case 'RolledBack':
      return { exitCode: 4, text: `rolled back to ${stable}`, reason };
    case 'Held':
      return { exitCode: 5, text: `held: ${reason}`, reason };
  }
}
