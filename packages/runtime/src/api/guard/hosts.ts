/** True for the addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * True when a request's Host header names this server. A page of another site that had its own name resolve to this machine (DNS
 * rebinding) would send that name here.
 * @param host the header as it came; undefined where there is none
 * @param names in lower case, IPv6 addresses in brackets: what the server answers for beside loopback
 */
export function isOwnHost(
  host: string | undefined,
  {
    port,
    secure,
    names,
  }: { readonly port: number; readonly secure: boolean; readonly names: readonly string[] },
): boolean {
  if (host === undefined) return false;
  const asked = host.toLowerCase();
  const usual = secure ? 443 : 80;
  return [...LOOPBACK_NAMES, ...names].some(
    (name) => asked === `${name}:${port}` || (port === usual && asked === name),
  );
}

/**
 * True when a request comes from this server's own pages or from no page at all: browsers say in `Origin` which site's page sent
 * a request.
 */
export function isOwnOrigin(origin: string | undefined, host: string, secure: boolean): boolean {
  return (
    origin === undefined || origin.toLowerCase() === `${secure ? 'https' : 'http'}://${host.toLowerCase()}`
  );
}
