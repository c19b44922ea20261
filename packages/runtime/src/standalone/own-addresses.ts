import { networkInterfaces } from 'node:os';
import { comesTo } from '../config/canonical/address.js';
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
  const reached = listeningAt(own);
  for (const asked of destinationsOf(gateway)) {
    const itself = reached(asked);
    if (itself !== null) return `\`${hostPort(asked)}\` is ${itself.what}; name the service behind it`;
  }
  return null;
}

/**
 * Which part of the runtime a request to an address would come to; null for none.
 *
 * @param machine the addresses of this machine
 */
export function listeningAt(
  own: readonly OwnAddress[],
  machine: ReadonlySet<string> = machineAddresses(),
): (asked: Address) => OwnAddress | null {
  const byPort = new Map<number, OwnAddress[]>();
  for (const each of own) {
    const { port } = each.address;
    const there = byPort.get(port);
    if (there === undefined) byPort.set(port, [each]);
    else there.push(each);
  }
  return ({ host, port }) =>
    (byPort.get(port) ?? []).find(({ address }) => comesTo(address.host, host, machine)) ?? null;
}

function machineAddresses(): ReadonlySet<string> {
  return new Set(
    Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address)),
  );
}

/** Where a gateway is described to listen, ports that are left to the system aside. */
export function describedDoors({ name, listen, traffic, target }: Gateway): readonly OwnAddress[] {
  const exporter = target.kind === 'haproxy' ? target.exporter : null;
  const doors = [listen, traffic.tls?.listen ?? null].filter((address) => address !== null);
  return [
    ...doors.map(({ host, port }) => ({ address: { host, port }, what: doorText(name) })),
    ...(exporter === null ? [] : [{ address: exporter, what: 'where the exporter of haproxy listens' }]),
  ].filter(({ address }) => address.port !== 0);
}

export const doorText = (gateway: string): string => `where the gateway \`${gateway}\` listens`;

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
