import { lowerCase } from '../../condition/request.js';

interface Domains {
  readonly domains: readonly string[];
}

/**
 * The virtual host for a host as it was sent: a domain that is equal, else the longest that begins with `*`, else the longest that
 * ends with it, else `*`.
 * @param withoutPort compare the host without its port
 */
export function virtualHostOf<Host extends Domains>(
  hosts: readonly Host[],
  authority: string,
  withoutPort: boolean,
): Host | undefined {
  const sent = lowerCase(withoutPort ? beforePort(authority) : authority);
  let best: { host: Host; rank: number } | undefined;
  for (const host of hosts) {
    for (const domain of host.domains) {
      const rank = rankOf(lowerCase(domain), sent);
      if (rank !== null && (best === undefined || rank > best.rank)) best = { host, rank };
    }
  }
  return best?.host;
}

/** Ranks of kinds of domains; what is longer ranks higher within its kind. */
const SUFFIX = 1_000_000;
const EXACT = 2 * SUFFIX;

/** Higher for the domain that Envoy prefers, null where it does not match. */
function rankOf(domain: string, host: string): number | null {
  if (domain === '*') return 0;
  if (domain.startsWith('*')) {
    const suffix = domain.slice(1);
    return host.length > suffix.length && host.endsWith(suffix) ? SUFFIX + suffix.length : null;
  }
  if (domain.endsWith('*')) {
    const prefix = domain.slice(0, -1);
    return host.length > prefix.length && host.startsWith(prefix) ? prefix.length : null;
  }
  return domain === host ? EXACT : null;
}

/** Whatever stands behind the last colon counts as a port, unless the colon is inside the brackets of an IPv6 address. */
function beforePort(authority: string): string {
  const colon = authority.lastIndexOf(':');
  return colon < 0 || authority.includes(']', colon) ? authority : authority.slice(0, colon);
}
