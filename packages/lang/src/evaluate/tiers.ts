import type { BackEnd, Evaluation } from './back-end.js';
import { closureRecord, closureRun } from './closures.js';
import { generateRecord, generateRun } from './generate.js';
import { allowsGeneratedCode } from './generated-code.js';
import type { LoweredProgram } from './lowered.js';

/** `auto` starts cheaply and generates code only for programs that are evaluated often, where that is allowed. */
export type BackEndChoice = 'auto' | 'closures' | 'generated';

/**
 * Generating code takes as long as some thousand evaluations by closures. A policy that ticks never regains that, nor notices it; a
 * replay, a simulation or a backtest, which comes this far at once, regains it many times.
 */
const OFTEN = 64;

/** Makes a program ready, each way of evaluating it when it is first asked for: many programs are only ever checked. */
export class TieredBackEnd implements BackEnd {
  run: Evaluation<number>;
  record: Evaluation<readonly number[]>;

  constructor(
    private readonly program: LoweredProgram,
    private readonly choice: BackEndChoice,
  ) {
    this.run = (values, labels) => {
      this.run = this.first(closureRun, generateRun, (run) => (this.run = run));
      return this.run(values, labels);
    };
    this.record = (values, labels) => {
      this.record = this.first(closureRecord, generateRecord, (record) => (this.record = record));
      return this.record(values, labels);
    };
  }

  private first<T>(
    cheap: (program: LoweredProgram) => Evaluation<T>,
    fast: (program: LoweredProgram) => Evaluation<T>,
    adopt: (evaluation: Evaluation<T>) => void,
  ): Evaluation<T> {
    switch (this.choice) {
      case 'closures':
        return cheap(this.program);
      case 'generated':
        return fast(this.program);
      case 'auto':
        return untilOften(cheap(this.program), () => {
          if (allowsGeneratedCode()) adopt(fast(this.program));
        });
    }
  }
}

function untilOften<T>(evaluation: Evaluation<T>, promote: () => void): Evaluation<T> {
  let evaluations = 0;
  return (values, labels) => {
    evaluations += 1;
    if (evaluations === OFTEN) promote();
    return evaluation(values, labels);
  };
}
