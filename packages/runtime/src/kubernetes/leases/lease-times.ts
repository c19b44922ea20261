import type { Milliseconds } from '../../config/duration.js';

/** How long leases are good for, and how often something is done about it. */
export interface LeaseTimes {
  /** From one's last renewal until others may take a lease. */
  readonly duration: Milliseconds;
  /**
   * So long before that its holder stops: for clocks that go at different rates, and to bring what is under way to an end. Less than
   * `duration`.
   */
  readonly margin: Milliseconds;
  /** From one renewal to the next. */
  readonly renewal: Milliseconds;
  /** The longest that one call is waited for. */
  readonly call: Milliseconds;
}

/** Three renewals can fail before a lease is lost; a replica that was killed is replaced some 12 s later. */
export const LEASE_TIMES: LeaseTimes = { duration: 10_000, margin: 2_500, renewal: 2_000, call: 2_000 };
