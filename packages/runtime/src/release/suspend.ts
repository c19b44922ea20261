import type { Milliseconds } from '../config/duration.js';
import type { PolicyState, Release } from './state.js';

/** The release Paused or Waiting from now on; one that is suspended already stays so since when it was. */
export function suspend(release: Release, phase: 'Paused' | 'Waiting', reason: string, now: number): Release {
  const { suspension } = release;
  const from = release.phase === 'Pending' ? 'Pending' : 'Progressing';
  return { ...release, phase, reason, suspension: suspension ?? { from, since: now, isFrozen: false } };
}

/** The release going on where it was suspended; that time counts for no deadline and no budget. */
export function goOn(release: Release, now: number): Release {
  const { suspension } = release;
  if (suspension === null) return release;
  const lasted = Math.max(0, now - suspension.since);
  return {
    ...release,
    phase: suspension.from,
    suspension: null,
    suspendedFor: release.suspendedFor + lasted,
    policies: release.policies.map((policy) => later(policy, lasted)),
  };
}

/** True while the candidate of a release has yet to enter, be it that the release waits before that. */
export function isEntering({ phase, suspension }: Release): boolean {
  return phase === 'Pending' || (phase === 'Waiting' && suspension?.from === 'Pending');
}

/** How long a release has been under way, the time left out in which it was suspended. */
export function timeSpent({ startedAt, suspension, suspendedFor }: Release, now: number): Milliseconds {
  const suspended = suspension === null ? 0 : Math.max(0, now - suspension.since);
  return now - startedAt - suspendedFor - suspended;
}

/** The budgets of a policy as if they had been begun later by as much. */
function later(policy: PolicyState, by: Milliseconds): PolicyState {
  const { noDataSince, sourceErrorsSince } = policy;
  return {
    ...policy,
    noDataSince: noDataSince === null ? null : noDataSince + by,
    sourceErrorsSince: sourceErrorsSince === null ? null : sourceErrorsSince + by,
  };
}
