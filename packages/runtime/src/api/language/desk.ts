import type { Problem } from '../problem.js';

/** What the language is asked to do with texts of strangers. */
export type LanguageJob = 'check' | 'format' | 'evaluate' | 'match' | 'compile' | 'reads';

/** What came of a job: the JSON document to answer with, or why there is none. */
export type JobOutcome =
  { readonly ok: true; readonly document: unknown } | { readonly ok: false; readonly problem: Problem };

/** Port: does work on texts of strangers where it can harm nothing, within bounded time and memory. */
export interface LanguageDesk {
  run(job: LanguageJob, body: unknown): Promise<JobOutcome>;
  close(): Promise<void>;
}
