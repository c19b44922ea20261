import { meet } from '../config/canonical/address.js';
import type { Address, Gateway } from '../config/gateway.js';
import { hostPort } from '../routing/host-port.js';

/** Where a runtime itself listens, as it turned out: ports that were left to the system are known by now. */
export interface OwnAddress {
  readonly address: Address;
  /** For people: `where the gateway `shop` listens`. */
  readonly what: string;
}

/**
 * Why a gateway may not be served: it would bring requests of strangers to the runtime itself, as if they came from this
 * machine. Null where it would not.
 */
export function reachesItself(gateway: Gateway, own: readonly OwnAddress[]): string | null {
  for (const asked of destinationsOf(gateway)) {
    const reached = own.find(({ address: { host, port } }) => port === asked.port && meet(host, asked.host));
    if (reached !== undefined) return `\`${hostPort(asked)}\` is ${reached.what}; name the service behind it`;
  }
  return null;
}

/** What a gateway asks, as far as that is known without looking names up. */
export function destinationsOf({ versions, traffic }: Gateway): readonly Address[] {
  const addresses = versions.flatMap(({ endpoints }): readonly Address[] => {
    if (endpoints.kind !== 'discovered') return endpoints.addresses;
    const { from } = endpoints;
    return from.kind === 'dns' ? [{ host: from.name, port: from.port }] : [];
  });
  const checked = traffic.healthCheck?.port ?? null;
  return checked === null
    ? addresses
    : [...addresses, ...addresses.map(({ host }) => ({ host, port: checked }))];
}
