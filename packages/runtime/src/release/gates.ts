import { percentText } from '../config/weights.js';
import type { Gate, Gateway } from '../config/gateway.js';
import { actingPolicies, policiesOf } from './policy-routes.js';
import { weightsOf, type RouteShares } from './shares.js';
import type { GateStanding, GatewayState, Release } from './state.js';
import { suspend } from './suspend.js';
import { quietly, type Transition } from './transition.js';

/** All gates of a gateway; policies that only observe have none to wait at. */
export function gatesOf(gateway: Gateway): readonly Gate[] {
  return actingPolicies(gateway).flatMap(({ gates }) => gates);
}

/** The gates that a move comes to: where a version other than stable reaches their share on a route of theirs. */
export function gatesBetween(
  gateway: Gateway,
  stable: string,
  from: readonly RouteShares[],
  to: readonly RouteShares[],
): readonly Gate[] {
  const reached = new Set(
    to.flatMap((route) => {
      const before = from.find((other) => other.route === route.route);
      const had = before === undefined ? new Map<string, number>() : weightsOf(before);
      return policiesOf(gateway, route.route).flatMap(({ gates }) =>
        gates.filter(({ at }) =>
          route.shares.some(
            ([version, share]) =>
              version !== stable && typeof at === 'number' && (had.get(version) ?? 0) < at && at <= share,
          ),
        ),
      );
    }),
  );
  return [...reached];
}

/** Those of the gates that nobody has opened. */
export function closedGates(release: Release, gates: readonly Gate[]): readonly Gate[] {
  return gates.filter(({ name }) => standingAt(release, name)?.answer?.approved !== true);
}

/** The gates that a release waits at and nobody has answered; a pause while it waits changes nothing of that. */
export function openGates(release: Release | null): readonly GateStanding[] {
  const isWaiting = release?.phase === 'Waiting' || release?.phase === 'Paused';
  return isWaiting ? release.gates.filter(({ answer }) => answer === null) : [];
}

/** How it stands with a gate; undefined where the release has not come to it. */
export function standingAt(release: Release, gate: string): GateStanding | undefined {
  return release.gates.find((standing) => standing.gate === gate);
}

/** The release waiting before gates; those that it comes to now are told of. `before` is what they keep it from. */
export function waitBefore(
  state: GatewayState,
  release: Release,
  gates: readonly Gate[],
  before: string,
  now: number,
): Transition {
  const asked = gates.filter(({ name }) => standingAt(release, name) === undefined);
  const reason = `waits for ${gates.map(gateText).join(' and ')} before ${before}`;
  const waiting = suspend(
    {
      ...release,
      gates: [...release.gates, ...asked.map(({ name }) => ({ gate: name, askedAt: now, answer: null }))],
    },
    'Waiting',
    reason,
    now,
  );
  const names = asked.map(({ name }) => name);
  return {
    ...quietly(state, waiting),
    events:
      names.length === 0 ? [] : [{ kind: 'waiting', gateway: state.gateway, at: now, reason, gates: names }],
  };
}

/** The release without the gates that it has stepped back from: they are asked anew when it comes to them again. */
export function forgetPassedGates(
  gateway: Gateway,
  release: Release,
  routes: readonly RouteShares[],
): Release {
  const { stable } = release.identity;
  const isBehind = (gate: Gate): boolean => {
    const { at } = gate;
    if (at === 'rollback') return true;
    if (at === 'promotion') return false;
    return routes.some(
      (route) =>
        policiesOf(gateway, route.route).some(({ gates }) => gates.includes(gate)) &&
        route.shares.some(([version, share]) => version !== stable && share >= at),
    );
  };
  const behind = new Set(
    gatesOf(gateway)
      .filter(isBehind)
      .map(({ name }) => name),
  );
  return { ...release, gates: release.gates.filter(({ gate }) => behind.has(gate)) };
}

function gateText({ name, type, at }: Gate): string {
  const place = typeof at === 'number' ? percentText(at) : at;
  const called = name === place ? `\`${name}\`` : `\`${name}\` at ${place}`;
  return type === 'manual' ? `leave at the gate ${called}` : `the webhook of the gate ${called}`;
}
