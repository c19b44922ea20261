import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { JobRunner, type JobListener } from './job-runner.js';
import type { WorkerMessage, WorkerOrder } from './jobs.js';

/** A worker that answers when it is told to. */
class HeldWorker extends EventTarget {
  readonly orders: WorkerOrder<string>[] = [];
  isTerminated = false;
  onmessage = null;
  onmessageerror = null;
  onerror = null;

  postMessage(order: WorkerOrder<string>): void {
    this.orders.push(order);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  /** What the worker says of the newest order. */
  say(kind: 'report' | 'done'): void {
    const order = this.orders.at(-1);
    if (order === undefined) throw new Error('the worker has no order');
    const data: WorkerMessage<string> =
      kind === 'done' ? { kind, number: order.number } : { kind, number: order.number, report: order.job };
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

let workers: HeldWorker[];
let heard: string[];
let runner: JobRunner<string, string>;

const listener = (job: string): JobListener<string> => ({
  report: (report) => void heard.push(`${job} says ${report}`),
  end: (how) => void heard.push(`${job} ${how}`),
});
const run = (job: string): void => runner.run(job, listener(job));

beforeEach(() => {
  jest.useFakeTimers();
  workers = [];
  heard = [];
  runner = new JobRunner(() => {
    const worker = new HeldWorker();
    workers.push(worker);
    return worker;
  });
});
afterEach(() => {
  jest.useRealTimers();
});

test('the worker stays for the next job', () => {
  run('a');
  workers[0]?.say('report');
  workers[0]?.say('done');
  run('b');
  workers[0]?.say('done');
  expect(heard).toEqual(['a says a', 'a done', 'b done']);
  expect(workers).toHaveLength(1);
});

test('of the jobs that come meanwhile the newest is done next', () => {
  run('a');
  run('b');
  run('c');
  workers[0]?.say('done');
  expect(workers[0]?.orders.map(({ job }) => job)).toEqual(['a', 'c']);
  expect(workers).toHaveLength(1);
});

test('a job that takes long is ended by one that waits', () => {
  run('a');
  jest.advanceTimersByTime(600);
  run('b');
  jest.advanceTimersByTime(500);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  workers[1]?.say('done');
  expect(heard).toEqual(['b done']);
});

test('a job that never ends is given up', () => {
  run('a');
  jest.advanceTimersByTime(15_000);
  expect(heard).toEqual(['a late']);
  expect(workers[0]?.isTerminated).toBe(true);
  run('b');
  workers[1]?.say('done');
  expect(heard).toEqual(['a late', 'b done']);
});

test('nothing is told any more once it is over', () => {
  run('a');
  run('b');
  runner.dispose();
  workers[0]?.say('done');
  jest.advanceTimersByTime(20_000);
  expect(heard).toEqual([]);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});
