import type { Output } from './io.js';

/** To the line's begin, and what stands there is gone. */
const EMPTY = '\r\u001b[2K';

/** One line on a terminal that tells how far something has come, in place of what it told before; nothing anywhere else. */
export class ProgressLine {
  readonly #output: Output;
  readonly #isShown: boolean;
  #shown = '';

  /** @param mayShow false where the line would stand amidst something else */
  constructor(output: Output, mayShow = true) {
    this.#output = output;
    this.#isShown = output.isTerminal && mayShow;
  }

  show(text: string): void {
    if (!this.#isShown || text === this.#shown) return;
    this.#output.write(`${EMPTY}${text}`);
    this.#shown = text;
  }

  /** Before anything else is written there. */
  clear(): void {
    if (this.#shown !== '') this.#output.write(EMPTY);
    this.#shown = '';
  }
}
