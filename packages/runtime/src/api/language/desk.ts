/** What the language is asked to do with texts of strangers. */
export type LanguageJob = 'check' | 'format' | 'evaluate' | 'match' | 'compile';

/** What came of a job: a status and the JSON document to answer with. */
export interface JobOutcome {
  readonly status: number;
  readonly document: unknown;
}

/** Port: does work on texts of strangers where it can harm nothing, within bounded time and memory. */
export interface LanguageDesk {
  run(job: LanguageJob, body: unknown): Promise<JobOutcome>;
  close(): Promise<void>;
}
