/**
 * A word of the configuration between single quotes, within which HAProxy expands nothing: no `$`, no backslash, no `#`.
 * @throws RangeError on a control character, which has no spelling in a configuration and must not have come here
 */
export function quoted(word: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(word))
    throw new RangeError(`a control character in ${JSON.stringify(word)}`);
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}$/;

/** Whether HAProxy can be given it as the name of a backend or a server. */
export function isName(name: string): boolean {
  return NAME.test(name);
}

const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/;
const IPV6 = /^[0-9A-Fa-f:.]{2,45}$/;

/** An address as HAProxy reads it; null for one that is neither an IP address nor a host name. `*` is any of this machine. */
export function addressText(host: string, port: number): string | null {
  if (host === '*' || HOST_NAME.test(host)) return `${host}:${port}`;
  return IPV6.test(host) && host.includes(':') ? `[${host}]:${port}` : null;
}

/** Signs that may stand in a header's name (RFC 9110), without the quote, which no quoting helps. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&*+.^_`|~-]+$/;

export function isHeaderName(name: string): boolean {
  return HEADER_NAME.test(name);
}
