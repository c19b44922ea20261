import { forbiddenReason } from '../config/canonical/address.js';
import type { Address } from '../config/gateway.js';
import { hostPort } from '../routing/host-port.js';

/**
 * Why requests may not be sent to an address; null where they may. It is asked at the moment an endpoint is used, however it was found.
 *
 * @param address as it is connected to, and before that as it is named
 * @param asked the host that a gateway or its list of endpoints names: a name of DNS, or that very address
 */
export type EndpointRule = (address: Address, asked: string) => string | null;

/** What holds everywhere: nothing link-local, no metadata service, no every-address host. */
export const refuseForbidden: EndpointRule = (address, asked) => {
  const reason = forbiddenReason(address.host);
  return reason === null ? null : `${endpointText(address, asked)} ${reason}`;
};

/** An endpoint for people, with the name that stands for it where that is another text. */
export function endpointText(address: Address, asked: string): string {
  const place = `\`${hostPort(address)}\``;
  return asked === address.host ? place : `${place}, which \`${asked}\` stands for,`;
}
