import { errorMessage } from '../errors/error-message.js';

interface Step {
  readonly what: string;
  readonly close: () => Promise<void>;
  readonly lastResort: (() => void) | null;
}

/** Things that were started and how each is ended again, on every way out. */
export class Closing {
  readonly #steps: Step[] = [];
  /** The process ends at once (after a fault that nothing caught, say), so that only this much can be done. */
  readonly #onExit = (): void => {
    for (const { lastResort } of this.#steps.reverse()) lastResort?.();
  };

  constructor() {
    process.once('exit', this.#onExit);
  }

  /**
   * Has something ended when everything is.
   * @param what names it in the message should that fail
   * @param lastResort ends it without waiting, where that failed or the process ends before it came to that; null where it
   *   ends with the process anyway. It must not throw.
   */
  add(what: string, close: () => Promise<void>, lastResort: (() => void) | null = null): void {
    this.#steps.push({ what, close, lastResort });
  }

  /** Ends everything, the last started first, whatever fails; resolves with what could not be ended. */
  async all(): Promise<readonly string[]> {
    const failures: string[] = [];
    for (let step = this.#steps.at(-1); step !== undefined; step = this.#steps.at(-1)) {
      try {
        await step.close();
      } catch (error) {
        failures.push(`${step.what} could not be ended in order: ${errorMessage(error)}`);
        step.lastResort?.();
      }
      this.#steps.pop();
    }
    process.off('exit', this.#onExit);
    return failures;
  }
}
