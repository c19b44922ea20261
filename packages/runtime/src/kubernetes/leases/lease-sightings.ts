import type { Milliseconds } from '../../config/duration.js';
import type { Lease } from './lease.js';

/** A lease as it was seen. */
export interface Sighting {
  readonly lease: Lease;
  /** When it was first seen as it is now, by our own clock. */
  readonly since: Milliseconds;
  /** Somebody deleted it; whoever had it may not know that yet. */
  readonly isGone: boolean;
}

/**
 * Judges the leases of others by what was seen of them: a lease has lapsed once it has stayed as it is for its duration by our own
 * clock. No time that is written in a lease is compared with a clock, since clocks differ.
 */
export class LeaseSightings {
  readonly #seen = new Map<string, Sighting>();
  readonly #duration: Milliseconds;

  /** @param duration of leases that do not say theirs */
  constructor(duration: Milliseconds) {
    this.#duration = duration;
  }

  /** All that there are. */
  see(leases: readonly Lease[], now: Milliseconds): void {
    const missing = new Map(this.#seen);
    for (const lease of leases) {
      const known = missing.get(lease.name);
      missing.delete(lease.name);
      if (known !== undefined && !known.isGone && isSame(known.lease, lease)) continue;
      this.#seen.set(lease.name, { lease, since: now, isGone: false });
    }
    for (const [name, sighting] of missing) {
      if (this.#lapse(sighting) <= now) this.#seen.delete(name);
      else this.#seen.set(name, { ...sighting, isGone: true });
    }
  }

  get(name: string): Sighting | null {
    return this.#seen.get(name) ?? null;
  }

  all(): Iterable<Sighting> {
    return this.#seen.values();
  }

  /** When anybody may take it: in the past where nobody has it. */
  freeFrom(name: string): Milliseconds {
    const sighting = this.#seen.get(name);
    return sighting === undefined ? Number.NEGATIVE_INFINITY : this.#lapse(sighting);
  }

  /** When the next of these leases lapses that has not yet; infinite where there is none. */
  nextLapse(now: Milliseconds): Milliseconds {
    const later = [...this.#seen.values()].map((each) => this.#lapse(each)).filter((lapse) => lapse > now);
    return Math.min(...later);
  }

  #lapse({ lease, since }: Sighting): Milliseconds {
    return lease.holder === null ? since : since + (lease.duration ?? this.#duration);
  }
}

function isSame({ object: { metadata: one } }: Lease, { object: { metadata: other } }: Lease): boolean {
  return one.uid === other.uid && one.resourceVersion === other.resourceVersion;
}
