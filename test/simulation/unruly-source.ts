import type { Sample } from '@lamia/lang';
import type {
  BoundRead,
  MetricSource,
  ReadAnswer,
  ReadRequest,
} from '../../packages/runtime/src/metrics/source.js';
import type { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';
import type { SourceMode } from './scenario.js';
import type { Counts, Traffic } from './traffic.js';
import type { UnrulyTarget } from './unruly-target.js';

/** Shorter than the runtime waits for a source, longer than some policies' intervals. */
const SLOW = 12_000;

/** What a counter of this name is made of. */
const COUNTERS: ReadonlyMap<string, (counts: Counts) => number> = new Map([
  ['requests', ({ requests }) => requests],
  ['errors', ({ errors }) => errors],
  ['upstream_rq_total', ({ requests }) => requests],
  ['external_upstream_rq_2xx', ({ requests, errors }) => requests - errors],
]);

/** Answers reads from the traffic of its world, and goes wrong in the ways that a scenario says. */
export class UnrulySource implements MetricSource {
  mode: SourceMode = 'well';

  constructor(
    private readonly clock: FakeClock,
    private readonly target: UnrulyTarget,
    private readonly traffic: ReadonlyMap<string, Traffic>,
  ) {}

  async read({ at, reads }: ReadRequest, signal: AbortSignal): Promise<ReadAnswer> {
    if (this.mode === 'hangs') return new Promise(() => undefined);
    if (this.mode === 'throws') throw new Error('the connection was reset');
    if (this.mode === 'slow') await this.clock.sleep(SLOW, signal);
    this.target.pass();
    const samples = reads.map((read) => this.#sample(read, at));
    return { samples: this.mode === 'short' ? samples.slice(1) : samples, warnings: [], requests: 1 };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #sample(read: BoundRead, at: number): Sample {
    if (read.kind === 'promql') return { known: false, cause: 'no-series' };
    const { version, application } = read.subject;
    const { mode } = this;
    if (typeof mode === 'object' && (mode.version === null || mode.version === version)) {
      return { known: false, cause: mode.cause };
    }
    const counts = this.traffic
      .get(application)
      ?.increase(at - read.offset, read.window)
      ?.counts.get(version);
    const counter = COUNTERS.get(read.metric);
    return counts === undefined || counter === undefined
      ? { known: false, cause: 'no-series' }
      : { known: true, value: counter(counts) };
  }
}
