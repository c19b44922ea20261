import type { Gateway } from '../config/gateway.js';
import { tickedEvent, type ReleaseEvent, type TickRecord } from './events.js';
import { policiesFingerprint } from './identity.js';
import { recordBesideTicks } from './record.js';
import { sameShares, sharesOf, sharesText, type RouteShares } from './shares.js';
import { isVersion, storedShares } from './standing.js';
import { isEnded, type GatewayState, type Identity, type PolicyState, type Release } from './state.js';
import type { Transition } from './transition.js';

/** The state that a gateway goes on with. */
export interface Adoption extends Transition {
  /** For the decision log: what its file changed, and that it did. Null where the gateway goes on or begins as it is. */
  readonly record: TickRecord | null;
}

/** What describes a gateway unless somebody put it. */
export const BY_FILE = "the gateway's file";

/**
 * The state that a gateway goes on with, from what the store has of it (null: nothing). An unfinished or ended release goes on
 * where it was as long as candidate, policies and baseline are the same; else a new one begins from the present weights.
 * Stored weights win over the file's until the file's own weights change. What the data plane did meanwhile is not known, so
 * its weights have to be confirmed anew.
 * @param giver what describes the gateway, for the reason of weights that it changes
 */
export function adopt(gateway: Gateway, stored: GatewayState | null, now: number, giver = BY_FILE): Adoption {
  const declared = {
    baseline: gateway.baseline,
    routes: gateway.routes.map((route) => sharesOf(route.name, route.weights)),
  };
  if (stored === null) {
    const fresh: GatewayState = {
      gateway: gateway.name,
      stable: gateway.baseline,
      declared,
      intent: { step: 0, routes: declared.routes },
      confirmed: null,
      outage: null,
      release: null,
    };
    return { ...begin(gateway, fresh, now), record: null };
  }
  const isStableKept = stored.declared.baseline === gateway.baseline && isVersion(gateway, stored.stable);
  const state: GatewayState = {
    ...stored,
    stable: isStableKept ? stored.stable : gateway.baseline,
    declared,
    confirmed: null,
    outage: null,
  };
  const resumed = resume(gateway, state, isStableKept, now);
  const routes = declared.routes.map((route) => keptShares(gateway, stored, route));
  const isReleaseKept = resumed.state.release === stored.release;
  const edited = edit(resumed.state, routes, isReleaseKept, giver, now);
  const changes = [...resumed.events, ...edited.events].filter(
    ({ kind }) => kind === 'superseded' || kind === 'shifted',
  );
  if (changes.length === 0) return { state: edited.state, events: resumed.events, record: null };
  const record = recordBesideTicks(edited.state, changes, null, now);
  return {
    state: edited.state,
    // A release that goes on does so before its weights are changed; a new one begins after the old one is over.
    events: [
      ...resumed.events.filter(({ kind }) => kind === 'resumed'),
      tickedEvent(record),
      ...resumed.events.filter(({ kind }) => kind !== 'resumed'),
      ...edited.events,
    ],
    record,
  };
}

/** The gateway with other weights where its description gives them; a release that is kept says from then on why it has those. */
function edit(
  state: GatewayState,
  routes: readonly RouteShares[],
  isReleaseKept: boolean,
  giver: string,
  now: number,
): Transition {
  const from = state.intent.routes;
  if (sameShares(routes, from))
    return { state: { ...state, intent: { ...state.intent, routes } }, events: [] };
  const step = state.intent.step + 1;
  const reason = `${giver} gives other weights: ${sharesText(routes)}`;
  const { release } = state;
  return {
    state: {
      ...state,
      intent: { step, routes },
      release: release !== null && isReleaseKept ? { ...release, reason } : release,
    },
    events: [
      { kind: 'shifted', gateway: state.gateway, at: now, reason, cause: 'operator', step, from, to: routes },
    ],
  };
}

/** The stored shares of a route, or the file's where those were edited or the stored ones cannot be served any more. */
function keptShares(gateway: Gateway, stored: GatewayState, declared: RouteShares): RouteShares {
  const was = stored.declared.routes.find(({ route }) => route === declared.route);
  const isEdited = was === undefined || !sameShares([was], [declared]);
  return isEdited ? declared : (storedShares(gateway, stored, declared.route) ?? declared);
}

/** Goes on with the stored release if it is still the one that the file describes. */
function resume(gateway: Gateway, state: GatewayState, isStableKept: boolean, now: number): Transition {
  const { release } = state;
  if (release === null) return begin(gateway, state, now);
  const { identity, phase, reason } = release;
  const isSame =
    isStableKept &&
    identity.candidate === gateway.candidate &&
    identity.policies === policiesFingerprint(gateway.policies);
  if (isSame) {
    const resumed = { kind: 'resumed', gateway: gateway.name, at: now, identity, phase, reason } as const;
    return { state, events: [resumed] };
  }
  const next = begin(gateway, { ...state, release: null }, now);
  // An ended release with nothing new to begin stays what the gateway has to show.
  if (next.state.release === null && isEnded(phase)) return { state, events: [] };
  const superseded: readonly ReleaseEvent[] = isEnded(phase)
    ? []
    : [
        {
          kind: 'superseded',
          gateway: gateway.name,
          at: now,
          identity,
          reason: `the release of ${identity.candidate ?? 'the best version'} was ${phase} when its gateway was changed`,
        },
      ];
  return { state: next.state, events: [...superseded, ...next.events] };
}

/** Begins a release if there is something to release. */
function begin(gateway: Gateway, state: GatewayState, now: number): Transition {
  const { candidate, policies } = gateway;
  if (policies.length === 0 || candidate === state.stable) return { state, events: [] };
  const identity: Identity = {
    gateway: gateway.name,
    stable: state.stable,
    candidate,
    policies: policiesFingerprint(policies),
  };
  const reason =
    candidate === null
      ? `the policies choose among ${gateway.versions.map((version) => version.label).join(', ')}`
      : `${candidate} is tried beside ${state.stable}`;
  const release: Release = {
    identity,
    phase: 'Pending',
    startedAt: now,
    reason,
    shifts: 0,
    policies: policies.map(() => UNASKED),
    rollback: null,
    promoting: false,
    suspension: null,
    suspendedFor: 0,
    gates: [],
  };
  return {
    state: { ...state, release },
    events: [{ kind: 'started', gateway: gateway.name, at: now, identity, reason }],
  };
}

const UNASKED: PolicyState = {
  askedAt: null,
  verdict: null,
  leader: null,
  noDataSince: null,
  sourceErrorsSince: null,
  failures: { consecutive: 0, total: 0 },
};
