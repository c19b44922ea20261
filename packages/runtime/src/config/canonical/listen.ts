import type { ListenAddress } from '../gateway.js';
import { parseHostPort } from './address.js';
import type { Parsed } from './address.js';

const LOOPBACK = '127.0.0.1';

/**
 * Reads `8080/http`, `8080`, `0.0.0.0:8080/http` or `[::1]:8080/http`: loopback unless an address is written, port 0 for a
 * free one.
 */
export function parseListen(written: number | string): Parsed<ListenAddress> {
  const [, address = '', protocol = 'http'] = /^([^/]*)(?:\/(.*))?$/s.exec(String(written)) ?? [];
  if (protocol === 'tcp') {
    const message = `\`${written}\`: layer 4 is not supported by this version; write \`${address}/http\``;
    return { ok: false, code: 'unsupported', message };
  }
  if (protocol !== 'http') {
    const message = `\`${protocol}\` is no protocol to listen for; write \`${address}/http\``;
    return { ok: false, code: 'wrong-value', message };
  }
  const parsed = parseHostPort(/^\d+$/.test(address) ? `${LOOPBACK}:${address}` : address);
  if (!parsed.ok) {
    const message = `\`${written}\` is nothing to listen on; it is written \`8080/http\` or \`0.0.0.0:8080/http\``;
    return { ok: false, code: 'bad-address', message };
  }
  return { ok: true, value: { ...parsed.value, protocol } };
}
