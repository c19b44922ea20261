import { parseHostPort } from '../config/canonical/address.js';
import type { Address } from '../config/gateway.js';
import { hostPort } from '../routing/host-port.js';
import { DiscoveryError } from './discovery-error.js';

/** A gateway's file may list as many. */
const MOST_ENDPOINTS = 200;

/** The addresses of a text, one a line; empty lines and what follows a `#` are left out. @throws DiscoveryError */
export function parseEndpointList(text: string): readonly Address[] {
  const written = text
    .split('\n')
    .map((line) => line.replace(/#.*/s, '').trim())
    .filter((line) => line !== '');
  return checkedEndpoints(written);
}

/**
 * Addresses that something outside has named: each once, in an order of their own, so that no other order is a change. Whether they
 * may be reached is another question.
 * @throws DiscoveryError for a text that is no address
 */
export function checkedEndpoints(written: readonly string[]): readonly Address[] {
  const found = new Map<string, Address>();
  for (const text of written) {
    const parsed = parseHostPort(text);
    if (!parsed.ok) throw new DiscoveryError(parsed.message);
    if (parsed.value.port === 0) {
      throw new DiscoveryError(`\`${text}\` names no port to connect to; ports run from 1 to 65535`);
    }
    found.set(hostPort(parsed.value), parsed.value);
  }
  if (found.size > MOST_ENDPOINTS) {
    throw new DiscoveryError(`there are ${found.size} endpoints, and at most ${MOST_ENDPOINTS} are taken`);
  }
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, address]) => address);
}
