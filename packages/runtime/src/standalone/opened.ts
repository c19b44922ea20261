import { errorMessage } from '../errors/error-message.js';
import { isOutside, StandaloneError } from './standalone-error.js';

/** What has been opened, to be closed in the opposite order: once, whoever asks. */
export class Opened {
  readonly #closers: (() => Promise<void>)[] = [];

  add(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /**
   * Closes everything, whatever fails.
   * @throws StandaloneError that says why something could not be closed in order, where that is not a fault of the program
   */
  async close(): Promise<void> {
    const closers = this.#closers.splice(0).reverse();
    const failures: unknown[] = [];
    for (const close of closers) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 0) return;
    const cause = new AggregateError(failures, 'not everything could be closed');
    if (!failures.every(isOutside)) throw cause;
    throw new StandaloneError(`not everything ended in order: ${failures.map(errorMessage).join('; ')}`, {
      cause,
    });
  }
}
