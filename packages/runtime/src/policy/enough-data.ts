import { readText } from '@lamia/lang';
import type { Blocker, Proposal, Shortfall } from './proposal.js';
import type { RequestCount } from './reading.js';
import { requestsRead } from './requests-read.js';

/**
 * What keeps the data from being judged: null when nothing does. A failing source comes first, since it makes everything else
 * doubtful; then the minimum of requests; then what the policy's own program could not read (`blockers`).
 */
export function missingData(
  minimumRequests: number,
  requests: readonly RequestCount[],
  blockers: readonly Blocker[],
): Proposal | null {
  const uncounted = minimumRequests === 0 ? [] : requests.flatMap(uncountable);
  const missing = requests.flatMap((count) => shortfall(count, minimumRequests));
  const all = [...blockers, ...uncounted];
  const sourceFailed = all.some((blocker) => blocker.cause === 'source-failed');
  if (sourceFailed || uncounted.length > 0) return { kind: 'undecided', blockers: all };
  if (missing.length > 0) return { kind: 'too-few', missing };
  return blockers.length > 0 ? { kind: 'undecided', blockers } : null;
}

function uncountable({ version, sample }: RequestCount): readonly Blocker[] {
  if (sample.known) return [];
  const { cause, detail } = sample;
  const read = readText(requestsRead(version));
  return [{ read, cause, ...(detail === undefined ? {} : { detail }), versions: [version], place: null }];
}

function shortfall({ version, sample }: RequestCount, needed: number): readonly Shortfall[] {
  return sample.known && sample.value < needed ? [{ version, requests: sample.value, needed }] : [];
}
