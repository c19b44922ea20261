import type { Gateway } from '../config/gateway.js';
import type { GatewayDocument } from '../config/schema/gateway-schema.js';
import type { Refusal } from '../release/control.js';
import { isEnded } from '../release/state.js';
import type { GatewayStatus } from '../release/status.js';
import { refusal } from './refusals.js';

/** A gateway's document without a version, or why that has to stay. */
export type Retired = { readonly ok: true; readonly document: GatewayDocument } | Refusal;

/**
 * The document of a gateway without a version that is done with. Where that was the baseline, the stable version takes its
 * place; where then nothing is left to release, candidate and policies go too: their release has ended.
 */
export function retired(
  document: GatewayDocument,
  gateway: Gateway,
  status: GatewayStatus,
  version: string,
): Retired {
  const refused = staying(gateway, status, version);
  if (refused !== null) return refused;
  const { spec } = document;
  const { candidate, policies, ...others } = spec;
  const baseline = spec.baseline === version ? status.stable : spec.baseline;
  const goesOn =
    gateway.candidate !== null && gateway.candidate !== version && gateway.candidate !== baseline;
  return {
    ok: true,
    document: {
      ...document,
      spec: {
        ...others,
        baseline,
        versions: without(spec.versions ?? {}, version),
        // As they are now: it goes on with those, whatever the document said before.
        routes: spec.routes.map((route) => ({
          ...route,
          weights: without(weightsNow(status, route.name) ?? route.weights, version),
        })),
        ...(goesOn && candidate !== undefined ? { candidate } : {}),
        ...(goesOn && policies !== undefined ? { policies } : {}),
      },
    },
  };
}

/** Why a version cannot be taken out; null where it can. */
function staying(gateway: Gateway, status: GatewayStatus, version: string): Refusal | null {
  const { name, versions } = gateway;
  if (!versions.some(({ label }) => label === version)) {
    return refusal('invalid', `the gateway \`${name}\` has no version \`${version}\``);
  }
  if (version === status.stable) {
    return refusal('conflict', `\`${version}\` is the stable version of the gateway \`${name}\``);
  }
  const isUnderWay = status.phase !== null && !isEnded(status.phase);
  if (isUnderWay && (version === gateway.candidate || version === gateway.baseline)) {
    return refusal(
      'conflict',
      `the release of the gateway \`${name}\` is under way (${status.phase}); \`${version}\` can be retired when it has ended`,
    );
  }
  if (status.leftover.length > 0) {
    return refusal(
      'conflict',
      `routes of the gateway \`${name}\` still use older versions: ${status.leftover.join(', ')}; give them other weights first`,
    );
  }
  const copying = gateway.routes
    .filter(({ mirror }) => mirror?.version === version)
    .map((route) => route.name);
  if (copying.length > 0) {
    return refusal(
      'conflict',
      `\`${version}\` gets copies of the requests of ${copying.join(', ')} in the gateway \`${name}\`; put it without that \`mirror\` first`,
    );
  }
  const using = [...status.routes, ...(status.confirmed?.routes ?? [])]
    .filter(({ shares }) => shares.some(([label, share]) => label === version && share > 0))
    .map(({ route }) => route);
  if (using.length === 0) return null;
  return refusal(
    'conflict',
    `\`${version}\` still gets traffic of the gateway \`${name}\` on ${[...new Set(using)].join(', ')}; give those routes other weights first`,
  );
}

function without<Value>(map: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

/** A route's weights as the document writes them; null for a route without any. */
function weightsNow({ routes }: GatewayStatus, name: string): Readonly<Record<string, number>> | null {
  const route = routes.find((other) => other.route === name);
  return route === undefined
    ? null
    : Object.fromEntries(route.shares.map(([version, share]) => [version, share / 100]));
}
