import type * as Type from 'typebox';
import type { Address } from '../../config/gateway.js';
import { percentText } from '../../config/weights.js';
import type { ManagedGateway } from '../../release/control.js';
import { hostPort } from '../../routing/host-port.js';
import { routeView } from '../../status/decision-entry.js';
import type { GATEWAY_STATUS } from '../schema/gateways.js';

export type GatewayStatusJson = Type.Static<typeof GATEWAY_STATUS>;

export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A gateway in the words and units of the API. */
export function statusJson(
  { gateway, origin, described, revision, status }: ManagedGateway,
  address: Address | null,
): GatewayStatusJson {
  const { phase, reason, stable, candidate, startedAt, step, routes, confirmed, outage, gates, leftover } =
    status;
  return {
    name: gateway.name,
    namespace: gateway.namespace,
    application: gateway.application,
    target: gateway.target.kind,
    address: address === null ? null : hostPort(address),
    origin,
    described: described === null ? null : { by: described.by, at: timeText(described.at) },
    revision,
    phase,
    reason,
    stable,
    candidate,
    startedAt: startedAt === null ? null : timeText(startedAt),
    step,
    routes: routes.map(routeView),
    confirmed:
      confirmed === null
        ? null
        : { step: confirmed.step, routes: confirmed.routes.map(routeView), at: timeText(confirmed.at) },
    outage: outage === null ? null : { since: timeText(outage.since), message: outage.message },
    gates: gates.map(({ gate, at, type, askedAt }) => ({
      name: gate,
      at: typeof at === 'number' ? percentText(at) : at,
      type,
      since: timeText(askedAt),
    })),
    leftover: [...leftover],
  };
}
