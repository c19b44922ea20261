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
    const failed = this.#failure === null ? '' : `, the first failure: ${this.#failure}`;
    const unknown = this.#unknownText();
    return `${linesText(this.#lines)}${where === null ? '' : ` in \`${where}\``}${unknown === '' ? '' : unknown + failed}`;
  }

  /**
   * The same while it is recorded, in few words.
   * @param all lines that there will be; null where nobody knows
   */
  progressText(all: number | null): string {
    const lines = all === null ? linesText(this.#lines) : `${this.#lines} of ${linesText(all)}`;
    return `${lines}${this.#unknownText()}`;
  }

  #unknownText(): string {
    const unknown = this.#values - this.#known;
    return unknown === 0 ? '' : `; ${unknown} of ${this.#values} values are unknown`;
  }
}

const linesText = (lines: number): string => `${lines} ${lines === 1 ? 'line' : 'lines'}`;
