import type { Gate, Gateway } from '../config/gateway.js';
import { gatesOf, openGates } from './gates.js';
import { policyRoutes } from './policy-routes.js';
import type { RouteShares } from './shares.js';
import type { Confirmation, GatewayState, Phase } from './state.js';

/** A gate that a release waits at. */
export interface OpenGate {
  readonly gate: string;
  readonly at: Gate['at'];
  /** Who is asked: people, or a webhook, which people may answer in place of. */
  readonly type: Gate['type'];
  /** Since when. */
  readonly askedAt: number;
}

/** What there is to show of one gateway: plain data. Times are milliseconds since the epoch. */
export interface GatewayStatus {
  readonly gateway: string;
  /** Null for a gateway that releases nothing. */
  readonly phase: Phase | null;
  readonly reason: string;
  readonly stable: string;
  readonly candidate: string | null;
  readonly startedAt: number | null;
  /** What the data plane shall have. */
  readonly step: number;
  readonly routes: readonly RouteShares[];
  /** What it was last seen to have; another step than the one above while that is under way. */
  readonly confirmed: Confirmation | null;
  readonly outage: GatewayState['outage'];
  /** Several where one step comes to several. */
  readonly gates: readonly OpenGate[];
  /** After a promotion: routes that still give traffic to other versions than stable. */
  readonly leftover: readonly string[];
}

/** The state of a gateway in public words. */
export function statusOf(gateway: Gateway, state: GatewayState): GatewayStatus {
  const { release, intent, stable, confirmed, outage } = state;
  return {
    gateway: state.gateway,
    phase: release?.phase ?? null,
    reason: outage?.message ?? release?.reason ?? 'there is nothing to release',
    stable,
    candidate: gateway.candidate,
    startedAt: release?.startedAt ?? null,
    step: intent.step,
    routes: intent.routes,
    confirmed,
    outage,
    gates: openGates(release).flatMap(({ gate: name, askedAt }) => {
      const gate = gatesOf(gateway).find((each) => each.name === name);
      return gate === undefined ? [] : [{ gate: name, at: gate.at, type: gate.type, askedAt }];
    }),
    leftover: release?.phase === 'Promoted' ? leftover(gateway, intent.routes, stable) : [],
  };
}

function leftover(gateway: Gateway, routes: readonly RouteShares[], stable: string): readonly string[] {
  const moved = new Set(policyRoutes(gateway, routes));
  return routes
    .filter((route) => !moved.has(route))
    .filter(({ shares }) => shares.some(([version, share]) => version !== stable && share > 0))
    .map(({ route }) => route);
}
