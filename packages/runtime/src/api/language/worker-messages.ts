import type { JobOutcome, LanguageJob } from './desk.js';

/** What the desk sends. */
export interface JobRequest {
  readonly job: LanguageJob;
  /** Found valid for the job before it was sent. */
  readonly body: never;
}

/** What the thread tells. */
export type JobReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly outcome: JobOutcome }
  /** Of the program itself. */
  | { readonly kind: 'fault'; readonly message: string };
