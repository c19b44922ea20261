/**
 * Whether a gateway answers for a host: any where it names none, and all below one that is written `*.example`.
 * @param host in the form in which conditions compare it
 */
export function servesHost(hosts: readonly string[], host: string): boolean {
  return (
    hosts.length === 0 ||
    hosts.some((served) =>
      served.startsWith('*')
        ? host.length >= served.length && host.endsWith(served.slice(1))
        : host === served,
    )
  );
}
