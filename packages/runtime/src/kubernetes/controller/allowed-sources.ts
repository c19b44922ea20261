import type { Gateway } from '../../config/gateway.js';

/**
 * Why a gateway may not read its metrics where it says; null where it may. A team that may write Gateways shall not have the
 * controller ask any address that the team likes, nor open any file of it.
 *
 * @param allowed the addresses of Prometheus that whoever runs the controller has named
 */
export function readsElsewhere({ metrics }: Gateway, allowed: readonly string[]): string | null {
  if (metrics === null) return null;
  const { source } = metrics;
  if (source.kind !== 'prometheus') {
    return 'the source `scrape` is for a runtime on one machine; read from Prometheus in a cluster';
  }
  const { bearerTokenFile, basicAuth, caFile, allowPromql, url } = source;
  if (bearerTokenFile !== null || basicAuth !== null || caFile !== null || allowPromql) {
    return '`bearerTokenFile`, `basicAuth`, `caFile` and `allowPromql` are for whoever runs the controller to say; leave them out';
  }
  if (allowed.includes(url)) return null;
  const known = allowed.length === 0 ? 'it allows none' : `it allows ${allowed.map(quoted).join(', ')}`;
  return `the controller may not read \`${url}\`: ${known}; have \`--prometheus ${url}\` added where it is started`;
}

const quoted = (url: string): string => `\`${url}\``;
