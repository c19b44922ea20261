import { servesAnyHost, wildcardEnd } from '../../condition/served-host.js';

/**
 * The domains of a virtual host for the hosts of a gateway, each also with the dot at its end, which names the same: data planes
 * made of Envoy compare domains with the host as sent.
 * @param stripsPort whether ports are taken off before; otherwise there are domains with any port as well, which those below a
 * host cannot have
 */
export function domainsOf(hosts: readonly string[], stripsPort: boolean): readonly string[] {
  if (servesAnyHost(hosts)) return ['*'];
  const withPorts = (host: string) =>
    stripsPort || wildcardEnd(host) !== null ? [host] : [host, `${host}:*`];
  return [...new Set(hosts.flatMap((host) => [...withPorts(host), ...withPorts(`${host}.`)]))];
}
