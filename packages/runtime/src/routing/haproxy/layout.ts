import { resolve } from 'node:path';
import { haproxyHostProblem, haproxyNameProblem } from '@lamia/lang';
import type { Address, Gateway, Protocol, Sticky } from '../../config/gateway.js';
import { hostPort } from '../host-port.js';
import { backendNames } from './backend-name.js';
import { directAddress, poolProblems, poolsOf, type Pool } from './pool.js';
import { routingLineProblems, routingLines } from './routing-lines.js';

/** What HAProxy is made to serve, without weights. */
export interface Layout extends Sites {
  readonly pools: readonly Pool[];
}

/** What has to be known of a running HAProxy to command it: names and addresses only, so that it can be stored as JSON. */
export interface Sites {
  readonly sites: readonly Site[];
  /** Where HAProxy serves its own metrics; null for nowhere. */
  readonly exporter: Address | null;
}

/** One gateway: a frontend, and a backend for each of its routes. */
export interface Site {
  readonly gateway: string;
  readonly frontend: string;
  readonly bind: Address;
  readonly protocol: Protocol;
  /** Where HTTPS is accepted beside `bind`; null for nowhere. */
  readonly secureBind: Address | null;
  /** Absolute paths of the files for HTTPS. */
  readonly certificates: readonly string[];
  readonly sticky: Sticky;
  /** Lines of the frontend that send each request to the backend of its route. */
  readonly routing: readonly string[];
  readonly backends: readonly Backend[];
}

export interface Backend {
  /** The application for a gateway's last route, `application.route` for others: the metrics' label `proxy`. */
  readonly name: string;
  readonly route: string;
  readonly servers: readonly Server[];
}

export interface Server {
  /** The version's label: the metrics' label `server`. */
  readonly label: string;
  /** Null for a version with a pool, through which it is reached. */
  readonly address: Address | null;
}

/** No name from outside has a colon: a frontend can never be taken for a backend. */
export const EXPORTER_FRONTEND = 'exporter:lamia';

/** What a port for HTTPS beside the gateway's own goes by. */
export function secureName(gateway: string): string {
  return `secure:${gateway}`;
}

export function frontendName(gateway: string): string {
  return `gateway:${gateway}`;
}

/**
 * What HAProxy has to serve for these gateways. It is only right when `layoutProblems` has none to tell.
 *
 * @param freePorts by frontend name, the ports that were found where the gateways or the exporter ask for any free one
 */
export function layoutOf(
  gateways: readonly Gateway[],
  exporter: Address | null,
  freePorts: ReadonlyMap<string, number>,
): Layout {
  const resolved = (frontend: string, { host, port }: Address): Address => ({
    host,
    port: port === 0 ? (freePorts.get(frontend) ?? 0) : port,
  });
  return {
    sites: gateways.map((gateway) => siteOf(gateway, resolved)),
    pools: gateways.flatMap(poolsOf),
    exporter: exporter === null ? null : resolved(EXPORTER_FRONTEND, exporter),
  };
}

function siteOf(gateway: Gateway, resolved: (frontend: string, address: Address) => Address): Site {
  const frontend = frontendName(gateway.name);
  const servers = gateway.versions.map((version) => ({
    label: version.label,
    address: directAddress(gateway, version),
  }));
  const names = backendNames(gateway);
  const secure = gateway.traffic.tls?.listen ?? null;
  return {
    gateway: gateway.name,
    frontend,
    bind: resolved(frontend, gateway.listen ?? { host: '127.0.0.1', port: 0 }),
    protocol: gateway.listen?.protocol ?? 'http',
    secureBind: secure === null ? null : resolved(secureName(gateway.name), secure),
    certificates: (gateway.traffic.tls?.certificates ?? []).map((path) => resolve(path)),
    sticky: gateway.traffic.sticky,
    routing: routingLines(gateway, names),
    backends: gateway.routes.map((route, index) => ({
      name: names[index] ?? '',
      route: route.name,
      servers,
    })),
  };
}

/** Why the conditions of these gateways cannot be written, one message a reason. */
export function conditionProblems(gateways: readonly Gateway[]): readonly string[] {
  return gateways.flatMap((gateway) => routingLineProblems(gateway, backendNames(gateway)));
}

/** Why this layout cannot be written as HAProxy's configuration, one message a reason; empty when it can. */
export function layoutProblems(layout: Layout): readonly string[] {
  return [
    ...layout.sites.flatMap(siteProblems),
    ...layout.pools.flatMap(poolProblems),
    ...exporterProblems(layout),
    ...backendClashes(layout),
    ...addressClashes(layout),
  ];
}

function siteProblems(site: Site): readonly string[] {
  const gateway = `gateway \`${site.gateway}\``;
  // Every backend has the same servers: one of them is enough.
  const servers = site.backends[0]?.servers ?? [];
  return [
    haproxyNameProblem('gateway', site.gateway),
    haproxyHostProblem(`\`listen\` of ${gateway}`, site.bind.host),
    site.secureBind === null ? null : haproxyHostProblem(`\`tls\` of ${gateway}`, site.secureBind.host),
    ...site.certificates.map((path) => certificateProblem(gateway, path)),
    ...site.backends.map((backend) =>
      haproxyNameProblem(`backend of route \`${backend.route}\` of ${gateway}`, backend.name),
    ),
    ...servers.flatMap(({ label, address }) => [
      haproxyNameProblem(`version of ${gateway}`, label),
      address === null
        ? null
        : haproxyHostProblem(`address of version \`${label}\` of ${gateway}`, address.host),
    ]),
  ].filter((problem) => problem !== null);
}

/** Absolute, and nothing that a configuration could read as more than a path. */
const CERTIFICATE = /^\/[A-Za-z0-9._/@+ -]{1,999}$/;

function certificateProblem(gateway: string, path: string): string | null {
  if (CERTIFICATE.test(path)) return null;
  return `the certificate ${JSON.stringify(path)} of ${gateway} cannot be named to haproxy; put it where the path has letters, digits, blanks and \`. _ - + @ /\` only`;
}

function exporterProblems({ exporter }: Layout): readonly string[] {
  const problem = exporter === null ? null : haproxyHostProblem('exporter', exporter.host);
  return problem === null ? [] : [problem];
}

/** Application `a` with route `b.c` and application `a.b` with route `c` would share a backend, and with it metrics. */
function backendClashes(layout: Layout): readonly string[] {
  const owned = layout.sites.flatMap((site) =>
    site.backends.map((backend) => ({
      owner: `route \`${backend.route}\` of gateway \`${site.gateway}\``,
      thing: backend.name,
    })),
  );
  return clashes(
    owned,
    (first, second, name) => `${first} and ${second} would share the backend \`${name}\`; rename one of them`,
  );
}

function addressClashes(layout: Layout): readonly string[] {
  const exporter = layout.exporter === null ? [] : [{ owner: 'the exporter', address: layout.exporter }];
  const owned = [
    ...layout.sites.flatMap(({ gateway, bind, secureBind }) =>
      [bind, secureBind].flatMap((address) =>
        address === null ? [] : [{ owner: `gateway \`${gateway}\``, address }],
      ),
    ),
    ...exporter,
  ]
    .filter(({ address }) => address.port !== 0)
    .map(({ owner, address }) => ({ owner, thing: hostPort(address) }));
  return clashes(
    owned,
    (first, second, place) => `${first} and ${second} both listen on \`${place}\`; give each its own port`,
  );
}

/**
 * Endpoints where HAProxy listens itself, of a layout whose ports are known: what is sent there would go round in circles. Those in
 * files were told of with the files; those that are discovered are seen here first.
 */
export function loopProblems(layout: Layout): readonly string[] {
  const own = new Set(
    [...layout.sites.flatMap(({ bind, secureBind }) => [bind, secureBind]), layout.exporter].flatMap(
      (address) => (address === null ? [] : [hostPort(address)]),
    ),
  );
  return layout.pools.flatMap(({ gateway, label, endpoints }) =>
    endpoints
      .map(hostPort)
      .filter((place) => own.has(place))
      .map(
        (place) =>
          `an endpoint of version \`${label}\` of gateway \`${gateway}\` is \`${place}\`, where haproxy listens itself`,
      ),
  );
}

/** A message for each thing that has a second owner. */
function clashes(
  owned: readonly { readonly owner: string; readonly thing: string }[],
  message: (first: string, second: string, thing: string) => string,
): readonly string[] {
  const owners = new Map<string, string>();
  return owned.flatMap(({ owner, thing }) => {
    const first = owners.get(thing);
    if (first !== undefined) return [message(first, owner, thing)];
    owners.set(thing, owner);
    return [];
  });
}
