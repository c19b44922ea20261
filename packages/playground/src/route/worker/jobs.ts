import type { RequestInput } from '@lamia/lang';
import type { Answer } from '../report/answers.js';
import type { Manifest } from '../report/manifests.js';
import type { GatewayToRead } from '../report/gateway-read.js';
import type { TargetsDraft } from '../gateway/targets-draft.js';
import type { RulesReport } from '../report/rules-report.js';
import type { RoutesToRead } from '../report/routes-read.js';

/** What follows from the routes, and what becomes of requests. */
export interface LiveJob {
  readonly project: RoutesToRead;
  /** The kept ones in order. */
  readonly saved: readonly RequestInput[];
  /** Those in the tester. */
  readonly tried: readonly RequestInput[];
}

/** In the order in which they come: what is quick first. */
export type LiveReport =
  | { readonly kind: 'answers'; readonly saved: readonly Answer[]; readonly tried: readonly Answer[] }
  | { readonly kind: 'rules'; readonly rules: RulesReport };

/** The objects of every data plane. */
export interface ManifestsJob {
  readonly project: GatewayToRead;
  readonly targets: TargetsDraft;
}

/** One for each data plane. */
export interface ManifestReport {
  readonly kind: Manifest['target'];
  readonly manifest: Manifest;
}

/** What a worker sends while it does a job. */
export type WorkerMessage<Report> =
  | { readonly kind: 'report'; readonly number: number; readonly report: Report }
  | { readonly kind: 'done'; readonly number: number }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };

/** What a worker is sent. */
export interface WorkerOrder<Job> {
  readonly number: number;
  readonly job: Job;
}
