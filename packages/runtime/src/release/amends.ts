import type { Milliseconds } from '../config/duration.js';
import { TargetError, type RouteTarget } from '../routing/target.js';
import type { RuntimePorts } from './ports.js';
import { NoAnswerError } from './within.js';

/** A data plane that could not be told is told again after this long. */
const AGAIN: Milliseconds = 5_000;

/**
 * Data planes that may serve something else than they shall since a change of gateways failed there and could not be taken back:
 * a gateway that nobody has, or one as it would have been described. No tick sees that, so each of them is told again until it has
 * heard, whether or not it has gateways that tick.
 */
export class Amends {
  readonly #ports: Pick<RuntimePorts, 'clock' | 'report'>;
  readonly #tell: (target: RouteTarget) => Promise<void>;
  readonly #signal: AbortSignal;
  readonly #owed = new Set<RouteTarget>();

  /**
   * @param tell tells a data plane what it shall serve by then, unless that is settled; rejects where it does not hear
   * @param signal ends it: whoever starts again tells all data planes
   */
  constructor(
    ports: Pick<RuntimePorts, 'clock' | 'report'>,
    tell: (target: RouteTarget) => Promise<void>,
    signal: AbortSignal,
  ) {
    this.#ports = ports;
    this.#tell = tell;
    this.#signal = signal;
  }

  isOwed(target: RouteTarget): boolean {
    return this.#owed.has(target);
  }

  /** It is not known what a data plane serves. */
  owe(target: RouteTarget): void {
    if (this.#owed.has(target)) return;
    this.#owed.add(target);
    void this.#make(target);
  }

  /** A data plane serves what it shall. */
  settle(target: RouteTarget): void {
    this.#owed.delete(target);
  }

  /** Never rejects. */
  async #make(target: RouteTarget): Promise<void> {
    while (this.#owed.has(target)) {
      await this.#ports.clock.sleep(AGAIN, this.#signal);
      if (this.#signal.aborted) return;
      try {
        await this.#tell(target);
      } catch (error) {
        // Whoever wanted the change was told what is wrong outside, and so are those whose gateways tick.
        const isOutside = error instanceof TargetError || error instanceof NoAnswerError;
        if (!isOutside) this.#ports.report(error, 'the repair of what a failed change left behind');
      }
    }
  }
}
