import { compileFor } from '@lamia/lang';
import type { GatewayToCompile, TargetName } from '@lamia/lang';
import { stringify } from 'yaml';
import { readRoutes, sharesOf, type RouteRead, type RoutesToRead } from './routes-read.js';

/** What a data plane says to the routes; `route` is the name of the one that it is about. */
export interface TargetFinding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  readonly route: string | null;
}

/** What a data plane is given, or why there is nothing. */
export interface Manifest {
  readonly target: TargetName;
  /** Null where nothing is written. */
  readonly text: string | null;
  readonly findings: readonly TargetFinding[];
}

const LISTEN = { host: '127.0.0.1', port: 8080 };
const HTTP_PORT = 80;
/** Said of the routes themselves, and shown there. */
const OF_ROUTES: ReadonlySet<string> = new Set(['covered-route', 'overlapping-routes']);

/** What all data planes are given: the routes, or what must be mended first. */
export type GatewayRead =
  | { readonly ok: true; readonly gateway: GatewayToCompile }
  | { readonly ok: false; readonly message: string };

/** The gateway that a project describes; none where one of its routes cannot be read or has no whole weights. */
export function gatewayOf(project: RoutesToRead): GatewayRead {
  const read = readRoutes(project);
  const broken = read.find(({ condition }) => condition === null);
  if (broken !== undefined)
    return { ok: false, message: `nothing is written before the condition of \`${broken.name}\` is mended` };
  const uneven = [...read, { name: 'the rest', to: sharesOf(project.versions, project.rest) }].find(
    ({ to }) => to.reduce((sum, { weight }) => sum + weight, 0) !== 10_000,
  );
  if (uneven !== undefined)
    return { ok: false, message: `nothing is written before the weights of \`${uneven.name}\` sum to 100` };
  return { ok: true, gateway: gateway(project, read) };
}

function gateway({ hosts, versions, rest }: RoutesToRead, read: readonly RouteRead[]): GatewayToCompile {
  return {
    name: 'shop',
    namespace: 'default',
    hosts,
    backends: versions.map((version) => ({ version, service: version, port: HTTP_PORT, subset: null })),
    routes: [
      ...read.flatMap(({ name, condition, to }) => (condition === null ? [] : [{ name, condition, to }])),
      { name: nameOfRest(read), condition: null, to: sharesOf(versions, rest) },
    ],
  };
}

function nameOfRest(read: readonly RouteRead[]): string {
  return read.some(({ name }) => name === 'default') ? 'otherwise' : 'default';
}

/** Writes a gateway for one data plane. */
export function manifestFor(target: TargetName, read: GatewayRead): Manifest {
  if (!read.ok) {
    const finding = { severity: 'error', code: 'unfinished', message: read.message, route: null } as const;
    return { target, text: null, findings: [finding] };
  }
  const { routes } = read.gateway;
  const compiled = compileFor(target, read.gateway, { split: false, rawAcls: true, listen: LISTEN });
  const findings = compiled.findings.flatMap(({ route, diagnostic: { severity, code, message } }) => {
    const name = route === null ? null : (routes[route]?.name ?? null);
    return OF_ROUTES.has(code) ? [] : [{ severity, code, message, route: name }];
  });
  if (!compiled.ok) return { target, text: null, findings };
  const { emitted } = compiled;
  const text =
    emitted.kind === 'config'
      ? emitted.config
      : // Clusters read YAML 1.1, where `yes` and `off` are no texts.
        emitted.objects
          .map((object) =>
            stringify(object, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' }),
          )
          .join('---\n');
  return { target, text, findings };
}
