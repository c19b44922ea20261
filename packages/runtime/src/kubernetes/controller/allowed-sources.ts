import type { Gateway, PrometheusSourceSpec } from '../../config/gateway.js';
import type { PrometheusServer } from '../../config/runtime/runtime-configuration.js';

/** A server that gateways may read, and how the controller does so. */
export type AllowedSource = Omit<PrometheusServer, 'name'>;

/** One that anybody may read. */
export const openSource = (url: string): AllowedSource => ({
  ...{ url, bearerToken: null, basicAuth: null, caFile: null },
});

/** The gateway as it is read for, or why it may not read its metrics where it says. */
export type AllowedGateway =
  { readonly ok: true; readonly gateway: Gateway } | { readonly ok: false; readonly message: string };

/**
 * A gateway whose metrics are read where it says, as whoever runs the controller has said. A team that may write Gateways shall not
 * have the controller ask any address that the team likes, nor open any file of it.
 */
export function allowedGateway(gateway: Gateway, allowed: readonly AllowedSource[]): AllowedGateway {
  const { metrics } = gateway;
  if (metrics === null) return { ok: true, gateway };
  const { source } = metrics;
  if (source.kind !== 'prometheus') {
    return refused('the source `scrape` is for a runtime on one machine; read from Prometheus in a cluster');
  }
  if (saysHow(source)) {
    return refused(
      '`bearerTokenFile`, `basicAuth`, `caFile` and `allowPromql` are for whoever runs the controller to say; leave them out',
    );
  }
  const found = allowed.find(({ url }) => url === source.url);
  if (found === undefined) return refused(notAllowed(source.url, allowed));
  const { bearerToken, basicAuth, caFile } = found;
  return {
    ok: true,
    gateway: { ...gateway, metrics: { ...metrics, source: { ...source, bearerToken, basicAuth, caFile } } },
  };
}

const refused = (message: string): AllowedGateway => ({ ok: false, message });

function saysHow({ bearerToken, basicAuth, caFile, allowPromql }: PrometheusSourceSpec): boolean {
  return bearerToken !== null || basicAuth !== null || caFile !== null || allowPromql;
}

function notAllowed(url: string, allowed: readonly AllowedSource[]): string {
  const known =
    allowed.length === 0
      ? 'it allows none'
      : `it allows ${allowed.map((each) => `\`${each.url}\``).join(', ')}`;
  return `the controller may not read \`${url}\`: ${known}; have it added where the controller is started, by \`--prometheus ${url}\` or the chart's value \`prometheus\``;
}
