import type { Address } from '../config/gateway.js';

/** `127.0.0.1:8080`; an IPv6 address gets its brackets: `[::1]:8080`. */
export function hostPort(address: Address): string {
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}
