import { PLAIN_TRAFFIC } from '../../config/gateway.js';
import type { Gateway, Mirror, TargetSpec, Version } from '../../config/gateway.js';
import type { Weights } from '../../config/weights.js';
import type { Routing } from '../target.js';

/** What a test says about a gateway; everything else is as in most gateways. */
export interface GatewayOutline {
  readonly name?: string;
  readonly application?: string;
  /** 0, a free one, unless said. */
  readonly port?: number;
  readonly host?: string;
  readonly target?: TargetSpec;
  /** Conditions of routes before `default`, by name; their weights come with the routing. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** Of the route `default`; none unless said. */
  readonly mirror?: Mirror;
  /** Ports on 127.0.0.1 by version label. */
  readonly versions: Readonly<Record<string, number>>;
}

/** A gateway whose last route `default` sends everything to the first version. */
export function outlined(outline: GatewayOutline): Gateway {
  const name = outline.name ?? 'shop';
  const versions = Object.entries(outline.versions).map(([label, port]) => versionAt(label, port));
  const baseline = versions[0]?.label ?? '';
  return {
    name,
    namespace: 'default',
    labels: new Map(),
    application: outline.application ?? name,
    hosts: [],
    listen: { host: outline.host ?? '127.0.0.1', port: outline.port ?? 0, protocol: 'http' },
    target: outline.target ?? { kind: 'embedded' },
    traffic: PLAIN_TRAFFIC,
    versions,
    baseline,
    candidate: versions[1]?.label ?? null,
    metrics: null,
    routes: [
      ...Object.entries(outline.conditions ?? {}).map(([route, condition]) => ({
        name: route,
        condition,
        weights: new Map([[baseline, 10_000]]),
        mirror: null,
      })),
      {
        name: 'default',
        condition: null,
        weights: new Map([[baseline, 10_000]]),
        mirror: outline.mirror ?? null,
      },
    ],
    policies: [],
  };
}

/** A version with an endpoint on each of these ports of this machine. */
export function versionAt(label: string, ...ports: readonly number[]): Version {
  const addresses = ports.map((port) => ({ host: '127.0.0.1', port }));
  return { label, endpoints: { kind: ports.length === 1 ? 'single' : 'list', addresses }, labels: null };
}

/** Weights of the route `default` in hundredths of a percent. */
export function routed(weights: Readonly<Record<string, number>>, gateway = 'shop'): Routing {
  const shares: Weights = new Map(Object.entries(weights));
  return { gateway, routes: new Map([['default', shares]]) };
}
