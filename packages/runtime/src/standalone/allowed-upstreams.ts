import type { Gateway } from '../config/gateway.js';
import type { UpstreamPatterns } from '../config/runtime/upstream-patterns.js';
import { endpointText, type EndpointRule } from '../discovery/endpoint-rule.js';
import { RefusedGatewayError } from './standalone-error.js';
import { destinationsOf, listeningAt, type OwnAddress } from './own-addresses.js';

const MEND =
  "is not among the `upstreams` of this runtime; name a host that is, or have it added to the runtime's configuration";

/**
 * Why a gateway may not be served by a runtime whose versions must be at certain hosts; null where it may, as far as its description
 * says. What names stand for, and files list, is seen when it is used.
 */
export function isElsewhere(gateway: Gateway, allowed: UpstreamPatterns | null): string | null {
  if (allowed === null) return null;
  const names = gateway.versions.flatMap(({ endpoints }) =>
    endpoints.kind === 'discovered' && endpoints.from.kind === 'srv' ? [endpoints.from.name] : [],
  );
  const hosts = [...destinationsOf(gateway).map(({ host }) => host), ...names];
  const refused = hosts.find((host) => !allowed.allow(host.toLowerCase()));
  return refused === undefined ? null : `\`${refused}\` ${MEND}`;
}

/** @throws RefusedGatewayError where a gateway may not be served */
export function refuseElsewhere(
  gateway: Gateway,
  origin: 'file' | 'api',
  allowed: UpstreamPatterns | null,
): void {
  const elsewhere = isElsewhere(gateway, allowed);
  if (elsewhere !== null) throw new RefusedGatewayError(`${calledBy(gateway, origin)}: ${elsewhere}`);
}

/** A gateway in messages about those of files and of the API. */
export function calledBy({ name }: Gateway, origin: 'file' | 'api'): string {
  return origin === 'file' ? name : `${name}, which was put through the API`;
}

/** What holds for each endpoint at the moment it is used: it is at a host that is allowed, and is not the runtime itself. */
export function upstreamRule(allowed: UpstreamPatterns | null, own: readonly OwnAddress[]): EndpointRule {
  const reached = listeningAt(own);
  return (address, asked) => {
    if (allowed !== null && !allowed.allowFound(address.host, asked.toLowerCase())) {
      return `${endpointText(address, asked)} ${MEND}`;
    }
    const itself = reached(address);
    return itself === null ? null : `${endpointText(address, asked)} is ${itself.what}`;
  };
}
