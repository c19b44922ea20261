/**
 * True when a request's Host header names this loopback server. A page of another site that had its own name resolve to
 * 127.0.0.1 (DNS rebinding) would send that name here.
 * @param host the header as it came; undefined where there is none
 * @param port where the server listens
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false;
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.some(
    (name) => host.toLowerCase() === `${name}:${port}` || (port === 80 && host.toLowerCase() === name),
  );
}

/** True for the addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
