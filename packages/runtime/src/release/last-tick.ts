import type { UnknownCause } from '@lamia/lang';
import type { Blocker } from '../policy/proposal.js';
import type { Policy } from '../config/gateway.js';
import { isHealthy } from '../policy/health.js';
import type { Input, Reading, RequestCount } from '../policy/reading.js';
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
 * when everything that is missing is theirs, all that the program needs of the promoted version is known, and what it says is
 * not against that version.
 */
export function isExcused(
  policy: Policy,
  reading: Reading,
  routes: readonly RouteShares[],
  promoted: string,
): boolean {
  const isIdle = (version: string): boolean => !hasTraffic(routes, version);
  const isCounted = ({ version, sample }: RequestCount): boolean =>
    sample.known
      ? sample.value >= policy.minimumRequests || isIdle(version)
      : isIdle(version) && SIGNS_OF_NO_TRAFFIC.has(sample.cause);
  const isRead = ({ required, sample, version }: Input): boolean =>
    !required ||
    sample.known ||
    (version !== null && isIdle(version) && SIGNS_OF_NO_TRAFFIC.has(sample.cause));
  const isTheirs = ({ versions, cause }: Blocker): boolean =>
    versions.length > 0 && versions.every(isIdle) && SIGNS_OF_NO_TRAFFIC.has(cause);
  if (!reading.requests.every(isCounted)) return false;
  return evaluationsOf(policy, reading, promoted).every(
    ({ inputs, isAgainst, blockers }) => inputs.every(isRead) && !isAgainst && blockers.every(isTheirs),
  );
}

/** What one program came to. */
interface Evaluation {
  readonly inputs: readonly Input[];
  /** True where it is decided, and not in favour of the promoted version. */
  readonly isAgainst: boolean;
  readonly blockers: readonly Blocker[];
}

/** The programs that have to be heard before a version is promoted. */
function evaluationsOf(policy: Policy, reading: Reading, promoted: string): readonly Evaluation[] {
  switch (reading.type) {
    case 'time':
      return [];
    case 'health':
    case 'metric':
      // A version without traffic takes part in no contest.
      return reading.scores
        .filter(({ version }) => reading.type === 'health' || version === promoted)
        .map(({ inputs, score }) => ({
          inputs,
          isAgainst: score.known && policy.type === 'health' && !isHealthy(policy, score.value),
          blockers: score.known ? [] : score.blockers,
        }));
    case 'custom': {
      const { inputs, decision } = reading;
      return [
        {
          inputs,
          isAgainst: decision.decided && decision.result !== null && decision.result !== promoted,
          blockers: decision.decided ? [] : decision.blockers,
        },
      ];
    }
  }
}
