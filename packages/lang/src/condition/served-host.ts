/** Whether a gateway answers for every host: it names none, or `*` among them. */
export function servesAnyHost(hosts: readonly string[]): boolean {
  return hosts.length === 0 || hosts.includes('*');
}

/** What all hosts end with for which one such as `*.example` stands, and before which each has something; null for a host itself. */
export function wildcardEnd(served: string): string | null {
  return served.startsWith('*') ? served.slice(1) : null;
}

/**
 * Whether a gateway answers for a host: any where it names none or `*`, and all below one that is written `*.example`.
 * @param host in the form in which conditions compare it
 */
export function servesHost(hosts: readonly string[], host: string): boolean {
  return (
    servesAnyHost(hosts) ||
    hosts.some((served) => {
      const end = wildcardEnd(served);
      return end === null ? host === served : host.length > end.length && host.endsWith(end);
    })
  );
}
