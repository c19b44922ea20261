import type { WorkerMessage, WorkerOrder } from './jobs.js';

/** How a worker does its jobs: one after another, sending what comes of each as soon as it is there. */
export function jobServer<Job, Report>(
  reports: (job: Job) => Iterable<Report>,
  send: (message: WorkerMessage<Report>) => void,
): (order: WorkerOrder<Job>) => void {
  return ({ number, job }) => {
    try {
      for (const report of reports(job)) send({ kind: 'report', number, report });
      send({ kind: 'done', number });
    } catch (error) {
      send({ kind: 'failed', number, message: error instanceof Error ? error.message : String(error) });
    }
  };
}
