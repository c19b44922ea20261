import type { RecordedLine } from '../metrics/recording/recording.js';

/** What was recorded so far, for people. */
export class Tally {
  #lines = 0;
  #values = 0;
  #known = 0;
  #answered = 0;
  #failure: string | null = null;

  add(lines: readonly RecordedLine[]): void {
    this.#lines += lines.length;
    for (const sample of lines.flatMap(({ samples }) => samples)) {
      this.#values += 1;
      if (sample.known) this.#known += 1;
      if (sample.known || sample.cause !== 'source-failed') this.#answered += 1;
      else this.#failure ??= sample.detail ?? null;
    }
  }

  /** Whether the sources answered nothing at all. */
  get isEmpty(): boolean {
    return this.#values > 0 && this.#answered === 0;
  }

  /** Why there is nothing, by the first reason that a source gave. */
  get failureText(): string {
    return `the metric source failed: ${this.#failure ?? 'it does not say why'}`;
  }

  /** @param where what was recorded went */
  text(where: string | null): string {
    const lines = `${this.#lines} ${this.#lines === 1 ? 'line' : 'lines'}${where === null ? '' : ` in \`${where}\``}`;
    const unknown = this.#values - this.#known;
    const failed = this.#failure === null ? '' : `, the first failure: ${this.#failure}`;
    return unknown === 0 ? lines : `${lines}; ${unknown} of ${this.#values} values are unknown${failed}`;
  }
}
