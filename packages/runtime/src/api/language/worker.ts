import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../../errors/error-message.js';
import { commandJob } from './command-job.js';
import type { JobReply, JobRequest } from './worker-messages.js';

/** A thread that does one job at a time, once it has told that it can. */
parentPort?.on('message', ({ job, body }: JobRequest) => {
  void commandJob(job, body).then(
    (outcome) => {
      tell({ kind: 'done', outcome });
    },
    (fault: unknown) => {
      tell({ kind: 'fault', message: errorMessage(fault) });
    },
  );
});
tell({ kind: 'ready' });

function tell(message: JobReply): void {
  parentPort?.postMessage(message);
}
