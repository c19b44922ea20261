import { expect, test } from '@jest/globals';
import type { WorkerMessage } from './jobs.js';
import { jobServer } from './serve-jobs.js';

test('a job’s reports are sent one by one, then its end; a fault ends it with its message', () => {
  const sent: WorkerMessage<string>[] = [];
  const serve = jobServer(
    function* (job: string) {
      yield `${job} 1`;
      if (job === 'bad') throw new Error('broken');
      yield `${job} 2`;
    },
    (message) => void sent.push(message),
  );
  serve({ number: 1, job: 'good' });
  serve({ number: 2, job: 'bad' });
  expect(sent).toEqual([
    { kind: 'report', number: 1, report: 'good 1' },
    { kind: 'report', number: 1, report: 'good 2' },
    { kind: 'done', number: 1 },
    { kind: 'report', number: 2, report: 'bad 1' },
    { kind: 'failed', number: 2, message: 'broken' },
  ]);
});
