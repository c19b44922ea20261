/** How many steps the search for a proof may take before it is given up. */
const ALL_STEPS = 300_000;

/** A budget of steps. */
export class Steps {
  private left: number;

  constructor(steps = ALL_STEPS) {
    this.left = steps;
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    this.left -= 1;
    return this.left >= 0;
  }

  get areExhausted(): boolean {
    return this.left < 0;
  }
}
