import type { Milliseconds } from '../../../config/duration.js';
import type { FakeClock } from '../../../release/testing/clock.js';
import type { LeaseClock } from '../lease-clock.js';

/** How the clock of one machine differs from the true time. */
export interface Skew {
  /** How far its time of day is ahead. */
  readonly ahead: Milliseconds;
  /** How fast it goes: 1.01 gains a second in 100. */
  readonly rate: number;
}

/** The clock of one process, which may be stopped for a while or for ever; time goes on meanwhile. */
export class ReplicaClock implements LeaseClock {
  readonly #world: FakeClock;
  readonly #skew: Skew;
  readonly #onResume = new Set<() => void>();
  #isPaused = false;

  constructor(world: FakeClock, skew: Skew = { ahead: 0, rate: 1 }) {
    this.#world = world;
    this.#skew = skew;
  }

  now(): number {
    return this.#world.now() + this.#skew.ahead;
  }

  elapsed(): Milliseconds {
    return this.#world.elapsed() * this.#skew.rate;
  }

  async sleep(duration: Milliseconds, signal: AbortSignal): Promise<void> {
    await this.#world.sleep(duration / this.#skew.rate, signal);
    await this.awake();
  }

  /** As when the process gets SIGSTOP. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    for (const wake of this.#onResume) wake();
    this.#onResume.clear();
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Resolves as soon as the process runs; what happens to it from outside has to wait for that. */
  async awake(): Promise<void> {
    while (this.#isPaused) await new Promise<void>((resolve) => this.#onResume.add(resolve));
  }
}
