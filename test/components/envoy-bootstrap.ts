import type { RouteConfiguration } from '../../packages/lang/src/targets/envoy/route-config.js';
import type { Address } from '../../packages/runtime/src/config/gateway.js';

export interface EnvoySetup {
  /** One listener each. */
  readonly configurations: readonly RouteConfiguration[];
  /** The servers of the clusters that routes name. */
  readonly clusters?: Readonly<Record<string, Address>>;
  /** Envoy's runtime values, such as `re2.max_program_size.error_level`. */
  readonly runtime?: Readonly<Record<string, number | boolean>>;
  /** Takes the dot off the end of a request's host before routes look at it. */
  readonly stripsHostDot?: boolean;
}

const LOOPBACK = '127.0.0.1';
const TYPES = 'type.googleapis.com/envoy.extensions.filters';

export function listenerName(index: number): string {
  return `listener-${index}`;
}

/**
 * A static configuration. The settings of a listener are Envoy's own, which leave host, path and headers as they were sent, except:
 *
 * - `use_remote_address`: as at the edge of a network, so that the scheme is the connection's, whatever `x-forwarded-proto` says.
 *
 * A path with a fragment is refused (400), and so is one that does not begin with a slash (404).
 */
export function bootstrap({
  configurations,
  clusters = {},
  runtime = {},
  stripsHostDot = false,
}: EnvoySetup): object {
  return {
    admin: { address: socketAddress({ host: LOOPBACK, port: 0 }) },
    layered_runtime: { layers: [{ name: 'test', static_layer: runtime }] },
    static_resources: {
      listeners: configurations.map((configuration, index) => ({
        name: listenerName(index),
        address: socketAddress({ host: LOOPBACK, port: 0 }),
        filter_chains: [{ filters: [connectionManager(configuration, stripsHostDot)] }],
      })),
      clusters: Object.entries(clusters).map(([name, address]) => ({
        name,
        type: 'STATIC',
        connect_timeout: '5s',
        load_assignment: {
          cluster_name: name,
          endpoints: [{ lb_endpoints: [{ endpoint: { address: socketAddress(address) } }] }],
        },
      })),
    },
  };
}

function connectionManager(configuration: RouteConfiguration, stripsHostDot: boolean): object {
  return {
    name: 'http',
    typed_config: {
      '@type': `${TYPES}.network.http_connection_manager.v3.HttpConnectionManager`,
      stat_prefix: 'http',
      use_remote_address: true,
      strip_trailing_host_dot: stripsHostDot,
      route_config: configuration,
      http_filters: [{ name: 'router', typed_config: { '@type': `${TYPES}.http.router.v3.Router` } }],
    },
  };
}

function socketAddress({ host, port }: Address): object {
  return { socket_address: { address: host, port_value: port } };
}
