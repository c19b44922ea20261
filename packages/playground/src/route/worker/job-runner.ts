import type { WorkerMessage, WorkerOrder } from './jobs.js';

/** What is told of a job while it runs. */
export interface JobListener<Report> {
  report(report: Report): void;
  /** `late` is one that took longer than it may; `failed` says why. */
  end(how: 'done' | 'late' | 'failed', message: string): void;
}

/** A job that takes longer is given up: whoever types on gets an answer to what is there then. */
const DEADLINE = 15_000;

/** Runs one job at a time in a worker; the next one ends the one before it, with its worker, if that is not done. */
export class JobRunner<Job, Report> {
  readonly #spawn: () => Worker;
  #worker: Worker | null = null;
  #ending: AbortController | null = null;
  #number = 0;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  run(job: Job, listener: JobListener<Report>): void {
    this.stop();
    const worker = (this.#worker ??= this.#spawn());
    const number = (this.#number += 1);
    const ending = new AbortController();
    this.#ending = ending;
    const end: JobListener<Report>['end'] = (how, message) => {
      if (ending.signal.aborted) return;
      if (how === 'done') this.#release(ending);
      else this.stop();
      listener.end(how, message);
    };
    const late = setTimeout(() => end('late', `it takes more than ${DEADLINE / 1000} seconds`), DEADLINE);
    ending.signal.addEventListener('abort', () => clearTimeout(late));
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<WorkerMessage<Report>>) => {
        if (data.number !== number) return;
        if (data.kind === 'report') listener.report(data.report);
        else end(data.kind, data.kind === 'failed' ? data.message : '');
      },
      { signal: ending.signal },
    );
    worker.addEventListener('error', ({ message }) => end('failed', message), { signal: ending.signal });
    worker.postMessage({ number, job } satisfies WorkerOrder<Job>);
  }

  /** Ends what runs; nothing more is told of it. */
  stop(): void {
    if (this.#ending === null) return;
    this.#release(this.#ending);
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Ends what runs, and the worker in any case. */
  dispose(): void {
    this.stop();
    this.#worker?.terminate();
    this.#worker = null;
  }

  #release(ending: AbortController): void {
    ending.abort();
    this.#ending = null;
  }
}
