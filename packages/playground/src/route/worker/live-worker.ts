import { answersTo } from '../report/answers.js';
import { rulesReport } from '../report/rules-report.js';
import type { LiveJob, LiveReport, WorkerOrder } from './jobs.js';
import { jobServer } from './serve-jobs.js';

function* reports({ project, saved, tried }: LiveJob): Generator<LiveReport> {
  const answers = answersTo(project, [...saved, ...tried]);
  yield { kind: 'answers', saved: answers.slice(0, saved.length), tried: answers.slice(saved.length) };
  yield { kind: 'rules', rules: rulesReport(project) };
}

const serve = jobServer(reports, (message) => postMessage(message));
addEventListener('message', ({ data }: MessageEvent<WorkerOrder<LiveJob>>) => serve(data));
