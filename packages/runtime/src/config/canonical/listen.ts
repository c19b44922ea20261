import type { ListenAddress, Protocol } from '../gateway.js';
import { alternatives } from '../schema/scalars.js';
import { parseHostPort } from './address.js';
import type { Parsed } from './address.js';

const LOOPBACK = '127.0.0.1';
const PROTOCOLS: readonly Protocol[] = ['http', 'https', 'tcp'];

/**
 * Reads `8080/http`, `8080`, `0.0.0.0:8443/https` or `[::1]:5432/tcp`: loopback unless an address is written, port 0 for a
 * free one, HTTP unless another protocol is.
 */
export function parseListen(written: number | string, usual: Protocol = 'http'): Parsed<ListenAddress> {
  const [, address = '', name = usual] = /^([^/]*)(?:\/(.*))?$/s.exec(String(written)) ?? [];
  const protocol = PROTOCOLS.find((known) => known === name);
  if (protocol === undefined) {
    const message = `\`${name}\` is no protocol to listen for; it is ${alternatives(PROTOCOLS)}`;
    return { ok: false, code: 'wrong-value', message };
  }
  const parsed = parseHostPort(/^\d+$/.test(address) ? `${LOOPBACK}:${address}` : address);
  if (!parsed.ok) {
    const message = `\`${written}\` is nothing to listen on; it is written \`8080/http\` or \`0.0.0.0:8080/http\``;
    return { ok: false, code: 'bad-address', message };
  }
  return { ok: true, value: { ...parsed.value, protocol } };
}
