import type { Sample } from '@lamia/lang';
import { FULL } from '../../config/weights.js';
import type { BoundRead, MetricSource, ReadAnswer, ReadRequest } from '../../metrics/source.js';
import type { SimulatedTarget } from './simulated-target.js';

/** How a version behaves; all counts are per second of full traffic. */
export interface Behaviour {
  /** Share of requests that fail. */
  readonly errors: number;
}

/**
 * Answers `requests` and `errors` as a source would that watches a data plane: in proportion to the weights which that has now.
 * Without traffic the counts are zero, as a counter's increase is.
 */
export class SimulatedSource implements MetricSource {
  readonly requests: ReadRequest[] = [];
  readonly behaviours = new Map<string, Behaviour>();
  /** What every read gets instead; null: the traffic's own numbers. */
  instead: Sample | null = null;
  isHanging = false;
  warnings: readonly string[] = [];
  requestsPerSecond = 100;

  constructor(readonly target: SimulatedTarget) {}

  read(request: ReadRequest): Promise<ReadAnswer> {
    this.requests.push(request);
    if (this.isHanging) return new Promise(() => undefined);
    const samples = request.reads.map((read) => this.instead ?? this.#sample(read));
    return Promise.resolve({ samples, warnings: this.warnings, requests: 1 });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #sample(read: BoundRead): Sample {
    if (read.kind === 'promql') return { known: false, cause: 'no-series' };
    const { version, application } = read.subject;
    const share = (this.target.weights(application).get(version) ?? 0) / FULL;
    const requests = (share * this.requestsPerSecond * read.window) / 1000;
    const { errors } = this.behaviours.get(version) ?? { errors: 0 };
    switch (read.metric) {
      case 'requests':
        return { known: true, value: requests };
      case 'errors':
        return { known: true, value: requests * errors };
      default:
        return { known: false, cause: 'no-series' };
    }
  }
}
