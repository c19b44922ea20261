import { excerpt } from '../../diagnostics/excerpt.js';
import { isIpv6Address } from './ipv6-address.js';

/**
 * A word of the configuration between single quotes, within which HAProxy expands nothing: no `$`, no backslash, no `#`.
 * @throws RangeError on a control character, which has no spelling in a configuration and must have been refused before
 */
export function quoted(word: string): string {
  if (CONTROL.test(word)) throw new RangeError(`a control character in ${shown(word)}`);
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** C0 and C1 controls and Unicode's line ends: nothing that could begin a line of its own. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * Names that become words of HAProxy's configuration and of its command line. HAProxy itself also allows `:`, which is
 * left to the names that are made here, so that nobody else's can be equal to them.
 */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}$/;

const NAME_RULE = 'letters, digits, `_`, `-` and `.`, at most 120, and begin with a letter, digit or `_`';

/** Why HAProxy cannot be given this name of a backend or a server, or null; `what` says whose it is: `version of gateway `shop``. */
export function nameProblem(what: string, name: string): string | null {
  if (NAME.test(name)) return null;
  return `the ${what} is named ${shown(name)}, which haproxy cannot be given; use ${NAME_RULE}`;
}

/** IPv4 addresses among them. */
const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/;

/** The same for a host: an IPv4 or IPv6 address or a host name. Environment variables and prefixes are neither. */
export function hostProblem(what: string, host: string): string | null {
  if (HOST_NAME.test(host) || isIpv6Address(host)) return null;
  return `the ${what} has the host ${shown(host)}, which is no address and no host name; write one such as \`127.0.0.1\``;
}

/** In backticks, with what would not be visible escaped. */
function shown(text: string): string {
  const escaped = text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return `\`${excerpt(escaped)}\``;
}

/** An address as HAProxy reads it, of a host in which there is no problem. */
export function addressText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Signs that may stand in a header's name (RFC 9110), without the quote, which no quoting helps. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&*+.^_`|~-]+$/;

export function isHeaderName(name: string): boolean {
  return HEADER_NAME.test(name);
}
