import type { WorkerMessage, WorkerOrder } from './jobs.js';

/** What is told of a job while it runs. */
export interface JobListener<Report> {
  report(report: Report): void;
  /** `late` is one that took longer than it may; `failed` says why. */
  end(how: 'done' | 'late' | 'failed', message: string): void;
}

/** A job that takes longer is given up: whoever types on gets an answer to what is there then. */
const DEADLINE = 15_000;
/** A job may take so long before one that waits for it ends it. Most are done by then, and a new worker takes as long to begin. */
const PATIENCE = 1_000;

interface Run<Job, Report> {
  readonly job: Job;
  readonly listener: JobListener<Report>;
}

/** Runs one job at a time in a worker. Of the jobs that come meanwhile the newest waits, and ends one that takes long, with its worker. */
export class JobRunner<Job, Report> {
  readonly #spawn: () => Worker;
  #worker: Worker | null = null;
  /** Of the job that runs. */
  #ending: AbortController | null = null;
  #began = 0;
  #next: Run<Job, Report> | null = null;
  #number = 0;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  run(job: Job, listener: JobListener<Report>): void {
    if (this.#ending === null) {
      this.#start({ job, listener });
      return;
    }
    const isFirstToWait = this.#next === null;
    this.#next = { job, listener };
    if (!isFirstToWait) return;
    const left = Math.max(0, this.#began + PATIENCE - performance.now());
    const impatient = setTimeout(() => {
      this.#endWorker();
      this.#startNext();
    }, left);
    this.#ending.signal.addEventListener('abort', () => clearTimeout(impatient));
  }

  /** Ends everything; nothing more is told. */
  dispose(): void {
    this.#next = null;
    this.#endWorker();
  }

  #start({ job, listener }: Run<Job, Report>): void {
    const worker = (this.#worker ??= this.#spawn());
    const number = (this.#number += 1);
    const ending = new AbortController();
    this.#ending = ending;
    this.#began = performance.now();
    const end: JobListener<Report>['end'] = (how, message) => {
      if (how === 'done') this.#endJob();
      else this.#endWorker();
      listener.end(how, message);
      this.#startNext();
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

  #startNext(): void {
    const next = this.#next;
    this.#next = null;
    if (next !== null) this.#start(next);
  }

  #endJob(): void {
    this.#ending?.abort();
    this.#ending = null;
  }

  #endWorker(): void {
    this.#endJob();
    this.#worker?.terminate();
    this.#worker = null;
  }
}
