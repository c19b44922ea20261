/**
 * Runs tasks one after another in the order they were handed in: a data plane's configuration and weights have one
 * writer at a time, although gateways tick independently.
 */
export class Exclusive {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the task does; a task that failed does not keep the next from running. */
  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
