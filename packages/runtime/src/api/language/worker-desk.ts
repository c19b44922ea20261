import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Milliseconds } from '../../config/duration.js';
import { errorCode } from '../../errors/error-code.js';
import { packageRoot } from '../../files/package-root.js';
import { problem } from '../problem.js';
import type { JobOutcome, LanguageDesk, LanguageJob } from './desk.js';
import type { JobReply } from './worker-messages.js';

export interface DeskLimits {
  /** For one job: of the processor's time, so that a machine that is busy with others makes no text take too long. */
  readonly deadline: Milliseconds;
  /** By the clock, however little of the processor it had. */
  readonly atMost: Milliseconds;
  /** MiB that the thread may have. */
  readonly memory: number;
  /** Jobs that wait beside the one under way. */
  readonly waiting: number;
}

const LIMITS: DeskLimits = { deadline: 2_000, atMost: 10_000, memory: 256, waiting: 16 };

/** The thread has to load the language first, which is no part of a job's time. */
const START: Milliseconds = 20_000;

/** What this whole process has had of the processor: a thread's own is not known. */
const OF_THIS_PROCESS = (): Milliseconds => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** How a wait for the thread ended. */
type Told = JobReply | { readonly kind: 'late' } | { readonly kind: 'died'; readonly error: unknown };

/** Does jobs one after another in a thread, which is ended and replaced where a job takes more than it may. */
export class WorkerDesk implements LanguageDesk {
  readonly #limits: DeskLimits;
  readonly #processorTime: () => Milliseconds;
  #worker: Worker | null = null;
  #jobs = 0;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** @param processorTime what the thread has had of the processor, or at most a bit more than that; never goes back */
  constructor(limits: Partial<DeskLimits> = {}, processorTime = OF_THIS_PROCESS) {
    this.#limits = { ...LIMITS, ...limits };
    this.#processorTime = processorTime;
  }

  async run(job: LanguageJob, body: unknown): Promise<JobOutcome> {
    if (this.#jobs > this.#limits.waiting) {
      return refused(503, 'too many texts are waiting to be worked on; ask again in a moment');
    }
    this.#jobs += 1;
    const turn = this.#last.then(() => this.#do(job, body));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#jobs -= 1;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
    await this.#last;
  }

  async #do(job: LanguageJob, body: unknown): Promise<JobOutcome> {
    if (this.#hasClosed()) return refused(503, 'the runtime is being stopped');
    const worker = this.#worker ?? (await this.#start());
    const { deadline, atMost } = this.#limits;
    const [begun, had] = [performance.now(), this.#processorTime()];
    const answer = told(worker, () =>
      Math.min(deadline - (this.#processorTime() - had), atMost - (performance.now() - begun)),
    );
    worker.postMessage({ job, body });
    const end = await answer;
    if (end.kind !== 'done' && end.kind !== 'fault') await this.#end();
    switch (end.kind) {
      case 'done':
        return end.outcome;
      case 'late':
        return refused(422, `this takes longer than the ${this.#limits.deadline} ms that it may`);
      case 'died':
        if (this.#hasClosed()) return refused(503, 'the runtime is being stopped');
        if (errorCode(end.error) === 'ERR_WORKER_OUT_OF_MEMORY') {
          return refused(422, `this takes more than the ${this.#limits.memory} MiB of memory that it may`);
        }
        throw new Error(`the thread of the language died while it did \`${job}\``, { cause: end.error });
      case 'fault':
        throw new Error(`a fault while the language did \`${job}\`: ${end.message}`);
      case 'ready':
        throw new Error('the thread of the language began anew while it did a job');
    }
  }

  async #start(): Promise<Worker> {
    // The build makes one file of it, beside the command.
    const file = join(await packageRoot(fileURLToPath(import.meta.url)), 'dist', 'language-worker.mjs');
    const worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory, maxYoungGenerationSizeMb: 32 },
      env: {},
      stdin: false,
    });
    worker.unref();
    // Where nobody waits for the thread, its end is noticed by the next job.
    worker.on('error', () => undefined);
    const begun = performance.now();
    const first = await told(worker, () => START - (performance.now() - begun));
    if (first.kind !== 'ready') {
      await worker.terminate();
      throw new Error('the thread of the language does not start', {
        cause: first.kind === 'died' ? first.error : undefined,
      });
    }
    this.#worker = worker;
    return worker;
  }

  /** A call, since it may come to be so while something is waited for. */
  #hasClosed(): boolean {
    return this.#isClosed;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

/**
 * The next thing that a thread tells, or how it ended instead.
 * @param left how long it may still take at least; it is late once that is nothing
 */
function told(worker: Worker, left: () => Milliseconds): Promise<Told> {
  return new Promise((resolve) => {
    const end = (how: Told): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(how);
    };
    const onMessage = (reply: JobReply): void => {
      end(reply);
    };
    const onError = (error: unknown): void => {
      end({ kind: 'died', error });
    };
    const onExit = (): void => {
      end({ kind: 'died', error: null });
    };
    const look = (): void => {
      const more = left();
      if (more <= 0) end({ kind: 'late' });
      else timer = setTimeout(look, more);
    };
    let timer = setTimeout(look, left());
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

function refused(status: number, detail: string): JobOutcome {
  return { ok: false, problem: problem(status, detail) };
}
