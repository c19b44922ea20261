import { gatewayOf, manifestFor } from '../report/manifests.js';
import { TARGETS } from '../report/targets.js';
import type { ManifestReport, ManifestsJob, WorkerOrder } from './jobs.js';
import { jobServer } from './serve-jobs.js';

function* reports({ project }: ManifestsJob): Generator<ManifestReport> {
  const gateway = gatewayOf(project);
  for (const { name } of TARGETS) yield { kind: name, manifest: manifestFor(name, gateway) };
}

const serve = jobServer(reports, (message) => postMessage(message));
addEventListener('message', ({ data }: MessageEvent<WorkerOrder<ManifestsJob>>) => serve(data));
