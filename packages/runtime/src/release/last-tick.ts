import type { UnknownCause } from '@lamia/lang';
import type { Blocker } from '../policy/proposal.js';
import type { CustomReading, Reading, RequestCount } from '../policy/reading.js';
import { hasTraffic, type RouteShares } from './shares.js';

/** What the data of a version looks like that gets no requests. */
const SIGNS_OF_NO_TRAFFIC: ReadonlySet<UnknownCause> = new Set([
  'no-series',
  'nan',
  'divide-by-zero',
  'too-few',
]);

/**
 * Once one version has all traffic, nothing can be read of the others any more, and an expression that compares them would
 * never be decided again. So the last tick before promotion may be undecided because of versions without traffic alone: true
 * when everything that is missing is theirs, and all that the program needs of the promoted version is known.
 */
export function isExcused(
  reading: Reading,
  minimumRequests: number,
  routes: readonly RouteShares[],
  promoted: string,
): boolean {
  const isIdle = (version: string): boolean => !hasTraffic(routes, version);
  const isCounted = ({ version, sample }: RequestCount): boolean =>
    sample.known
      ? sample.value >= minimumRequests || isIdle(version)
      : isIdle(version) && SIGNS_OF_NO_TRAFFIC.has(sample.cause);
  if (!reading.requests.every(isCounted)) return false;
  switch (reading.type) {
    case 'time':
      return true;
    case 'custom':
      return isProgramExcused(reading, isIdle, promoted);
  }
}

function isProgramExcused(
  reading: CustomReading,
  isIdle: (version: string) => boolean,
  promoted: string,
): boolean {
  const isRead = ({ required, sample, version }: CustomReading['inputs'][number]): boolean =>
    !required ||
    sample.known ||
    (version !== null && isIdle(version) && SIGNS_OF_NO_TRAFFIC.has(sample.cause));
  const isTheirs = ({ versions, cause }: Blocker): boolean =>
    versions.length > 0 && versions.every(isIdle) && SIGNS_OF_NO_TRAFFIC.has(cause);
  const { decision, inputs } = reading;
  if (!inputs.every(isRead)) return false;
  return decision.decided
    ? decision.result === null || decision.result === promoted
    : decision.blockers.every(isTheirs);
}
