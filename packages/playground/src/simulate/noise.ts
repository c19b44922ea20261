/** Random numbers that are the same at every play of one seed. */
export class Noise {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.trunc(seed) >>> 0;
  }

  /** Evenly from 0 to below 1 (mulberry32: small, quick, and good enough for noise). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Around 1, spread by a share of it and never below 0: the sum of twelve even numbers is as good as normal. */
  factor(share: number): number {
    let sum = -6;
    for (let count = 0; count < 12; count += 1) sum += this.next();
    return Math.max(0, 1 + share * sum);
  }
}
