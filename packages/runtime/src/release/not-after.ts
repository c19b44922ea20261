import type { GatewayState, GateStanding, PolicyState, Release } from './state.js';

/**
 * The state with every time that is still to come taken for now: the clock was set back, and a release would stand still until
 * it has caught up. What counts from then on counts from now, so that no step comes sooner for it. The very same state where
 * nothing is to come.
 */
export function notAfter(state: GatewayState, now: number): GatewayState {
  const { confirmed, outage, release } = state;
  const isPast =
    (confirmed?.at ?? now) <= now &&
    (outage?.since ?? now) <= now &&
    (release === null || isOver(release, now));
  if (isPast) return state;
  const past = <Time extends number | null>(time: Time): Time | number =>
    time === null ? time : Math.min(time, now);
  return {
    ...state,
    confirmed: confirmed === null ? null : { ...confirmed, at: past(confirmed.at) },
    outage: outage === null ? null : { ...outage, since: past(outage.since) },
    release:
      release === null
        ? null
        : {
            ...release,
            startedAt: past(release.startedAt),
            policies: release.policies.map((policy) => ({
              ...policy,
              askedAt: past(policy.askedAt),
              noDataSince: past(policy.noDataSince),
              sourceErrorsSince: past(policy.sourceErrorsSince),
            })),
            suspension:
              release.suspension === null
                ? null
                : { ...release.suspension, since: past(release.suspension.since) },
            gates: release.gates.map((gate) => ({ ...gate, askedAt: past(gate.askedAt) })),
          },
  };
}

function isOver({ startedAt, policies, suspension, gates }: Release, now: number): boolean {
  return (
    startedAt <= now &&
    (suspension?.since ?? now) <= now &&
    policies.every((policy) => isPolicyOver(policy, now)) &&
    gates.every((gate: GateStanding) => gate.askedAt <= now)
  );
}

function isPolicyOver({ askedAt, noDataSince, sourceErrorsSince }: PolicyState, now: number): boolean {
  return (askedAt ?? now) <= now && (noDataSince ?? now) <= now && (sourceErrorsSince ?? now) <= now;
}
