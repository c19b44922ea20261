import fc from 'fast-check';
import type { Milliseconds } from '../../../packages/runtime/src/config/duration.js';
import type { Skew } from '../../../packages/runtime/src/kubernetes/leases/testing/replica-clock.js';

/**
 * - `killed`, `stopped`: as by SIGKILL and SIGTERM; another process comes in its place when the trouble is over
 * - `paused`: as by SIGSTOP
 * - `cut-off`: the API server cannot be reached
 * - `deaf`: the API server does what it is asked, and no answer comes back
 * - `throttled`: some calls are refused as `busy`
 * - `slow`: calls take seconds, many of them longer than they are waited for
 */
export type Trouble = 'killed' | 'stopped' | 'paused' | 'cut-off' | 'deaf' | 'throttled' | 'slow';

export interface Incident {
  /** Since the one before. */
  readonly after: Milliseconds;
  readonly place: number;
  readonly trouble: Trouble;
  readonly lasts: Milliseconds;
}

/** What befalls replicas that share shards. */
export interface Scenario {
  readonly shards: number;
  /** The machines on which replicas run, by their clocks. */
  readonly places: readonly Skew[];
  readonly incidents: readonly Incident[];
  /** For how long calls take, and what replicas choose. */
  readonly seed: number;
}

const seconds = (min: number, max: number): fc.Arbitrary<Milliseconds> =>
  fc.integer({ min: min * 10, max: max * 10 }).map((tenths) => tenths * 100);

const SKEW: fc.Arbitrary<Skew> = fc.record({
  ahead: fc.integer({ min: -100_000_000, max: 100_000_000 }),
  rate: fc.integer({ min: -10, max: 10 }).map((thousandths) => 1 + thousandths / 1_000),
});

const INCIDENT: fc.Arbitrary<Incident> = fc.record({
  after: seconds(0, 30),
  place: fc.integer({ min: 0, max: 2 }),
  trouble: fc.constantFrom<Trouble>('killed', 'stopped', 'paused', 'cut-off', 'deaf', 'throttled', 'slow'),
  lasts: seconds(1, 40),
});

/** @param incidents at least and at most so many */
export const scenarios = (incidents: {
  readonly min: number;
  readonly max: number;
}): fc.Arbitrary<Scenario> =>
  fc.record({
    shards: fc.integer({ min: 1, max: 8 }),
    places: fc.tuple(SKEW, SKEW, SKEW),
    incidents: fc.array(INCIDENT, { minLength: incidents.min, maxLength: incidents.max }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
  });
