import { gatewayOf } from '../report/gateway-read.js';
import { manifestFor } from '../report/manifests.js';
import { TARGETS } from '../report/targets.js';
import type { ManifestReport, ManifestsJob, WorkerOrder } from './jobs.js';
import { jobServer } from './serve-jobs.js';

function* reports({ project, targets }: ManifestsJob): Generator<ManifestReport> {
  const gateway = gatewayOf(project);
  for (const { name } of TARGETS) yield { kind: name, manifest: manifestFor(name, gateway, targets) };
}

const serve = jobServer(reports, (message) => postMessage(message));
addEventListener('message', ({ data }: MessageEvent<WorkerOrder<ManifestsJob>>) => serve(data));
