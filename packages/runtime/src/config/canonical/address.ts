import type { ConfigurationCode } from '../codes.js';
import type { Address } from '../gateway.js';

/** A value, or what keeps the text from being one: a code and a sentence. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: ConfigurationCode; readonly message: string };

const fault = (code: ConfigurationCode, message: string) => ({ ok: false, code, message }) as const;

const HOST_AND_PORT = /^(?:\[([^[\]]*)\]|([^[\]:]*)):(\d{1,5})$/;
const DOMAIN_NAME =
  /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$/;

/** Reads `host:port` of something to connect to: a domain name, an IPv4 address, or an IPv6 address in brackets. */
export function parseUpstream(text: string): Parsed<Address> {
  const parsed = parseHostPort(text);
  if (!parsed.ok) return parsed;
  const { host, port } = parsed.value;
  if (port === 0)
    return fault('bad-address', `\`${text}\` names no port to connect to; ports run from 1 to 65535`);
  const reason = forbiddenReason(host);
  if (reason !== null) return fault('forbidden-address', `\`${text}\` ${reason}`);
  return parsed;
}

/** Reads `host:port` by character set alone; port 0 is allowed. IPv6 addresses lose their brackets. */
export function parseHostPort(text: string): Parsed<Address> {
  const match = HOST_AND_PORT.exec(text);
  const port = Number(match?.[3] ?? -1);
  if (match === null || port > 65_535) {
    return fault(
      'bad-address',
      `\`${text}\` is no address; it is written \`host:port\`, with IPv6 in brackets`,
    );
  }
  const [, bracketed, plain = ''] = match;
  const written = bracketed ?? plain;
  const canonical = canonicalHost(bracketed === undefined ? plain : `[${bracketed}]`);
  if (canonical === null || (bracketed === undefined && !DOMAIN_NAME.test(plain))) {
    return fault(
      'bad-address',
      `\`${written}\` is no host; it is a domain name, an IPv4 address or \`[IPv6]\``,
    );
  }
  // `0x7f.1` and `2130706433` are ways to write an address that no reader recognises.
  if (isIpv4(canonical) && canonical !== written) {
    return fault('bad-address', `\`${written}\` is another way to write \`${canonical}\`; write that`);
  }
  return { ok: true, value: { host: canonical.replace(/^\[|\]$/g, ''), port } };
}

/** Why nothing may connect to a host, or null where it may. */
export function forbiddenReason(host: string): string | null {
  if (METADATA_HOSTS.has(host)) return 'is a metadata service, which must not be reached through a gateway';
  if (EVERY_ADDRESS.has(host)) return 'is every address at once; name one to connect to';
  const ipv4 = mappedIpv4(host) ?? host;
  if (ipv4.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/.test(host)) {
    return 'is link-local (metadata services live there), which must not be reached through a gateway';
  }
  return METADATA_HOSTS.has(ipv4)
    ? 'is a metadata service, which must not be reached through a gateway'
    : null;
}

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** True where what listens at one host is reached at the other. What names of DNS stand for is not known here. */
export function meet(left: string, right: string): boolean {
  const [a, b] = [addressesOf(left), addressesOf(right)];
  return (
    [...a, ...b].some((address) => EVERY_ADDRESS.has(address)) || a.some((address) => b.includes(address))
  );
}

/**
 * True where a request to one host comes to what listens at the other. What listens at every address is reached at those of the
 * machine; a name of DNS is none of them before it is looked up.
 *
 * @param machine the addresses of the network interfaces
 */
export function comesTo(listening: string, asked: string, machine: ReadonlySet<string>): boolean {
  if (!EVERY_ADDRESS.has(listening)) return meet(listening, asked);
  return addressesOf(asked).some(
    (address) => address.startsWith('127.') || address === '::1' || machine.has(address),
  );
}

function addressesOf(host: string): readonly string[] {
  return /(?:^|\.)localhost$/.test(host) ? ['127.0.0.1', '::1'] : [mappedIpv4(host) ?? host];
}

const METADATA_HOSTS: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'instance-data.ec2.internal',
  '100.100.100.200',
  'fd00:ec2::254',
]);

/** The host as the URL standard writes it, so that every spelling of one address is seen as that address. */
export function canonicalHost(host: string): string | null {
  const url = `http://${host}/`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

const isIpv4 = (host: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);

/** The IPv4 address inside `::ffff:a9fe:a9fe`, or null where there is none. */
function mappedIpv4(host: string): string | null {
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (match === null) return null;
  const [high, low] = [Number.parseInt(match[1] ?? '', 16), Number.parseInt(match[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
