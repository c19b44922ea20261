import type { TargetGateway, TargetProblem } from '../target.js';

/**
 * The domains of a virtual service for the hosts of a gateway, each also with a port and with a dot at its end: Gloo compares domains
 * with the host as sent.
 */
export function domainsOf(hosts: readonly string[], stripsPort: boolean): readonly string[] {
  if (hosts.length === 0 || hosts.includes('*')) return ['*'];
  const withPorts = (host: string) => (stripsPort || host.startsWith('*') ? [host] : [host, `${host}:*`]);
  return [...new Set(hosts.flatMap((host) => [...withPorts(host), ...withPorts(`${host}.`)]))];
}

/** Hosts that have no domains which take them with a port as well. */
export function domainProblems({ hosts }: TargetGateway, stripsPort: boolean): readonly TargetProblem[] {
  if (stripsPort || hosts.includes('*')) return [];
  return hosts
    .filter((host) => host.startsWith('*'))
    .map((host) => ({
      code: 'target-cannot',
      severity: 'error',
      message: `gloo has no domain for \`${host}\` that takes requests with a port as well; name each host, or let the listener strip ports (\`stripAnyHostPort\`) and say so`,
      literal: null,
      route: null,
    }));
}
