import type * as Type from 'typebox';
import type { Address } from '../../config/gateway.js';
import type { ManagedGateway } from '../../release/control.js';
import { hostPort } from '../../routing/host-port.js';
import { routeView } from '../../status/decision-entry.js';
import type { GATEWAY_STATUS } from '../schema/gateways.js';

export type GatewayStatusJson = Type.Static<typeof GATEWAY_STATUS>;

export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A gateway in the words and units of the API. */
export function statusJson(
  { gateway, origin, revision, status }: ManagedGateway,
  address: Address | null,
): GatewayStatusJson {
  const { phase, reason, stable, candidate, startedAt, step, routes, confirmed, outage, leftover } = status;
  return {
    name: gateway.name,
    namespace: gateway.namespace,
    application: gateway.application,
    target: gateway.target.kind,
    address: address === null ? null : hostPort(address),
    origin,
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
    leftover: [...leftover],
  };
}
