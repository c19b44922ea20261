import type { Backend, ConditionalRoute, GatewayToCompile, Mirror } from '@lamia/lang';
import { labelsIn, plainService, serviceProblem, type ServiceDraft } from '../gateway/services.js';
import type { MirrorDraft, RouteProject } from '../project.js';
import { readRoutes, sharesOf, type RouteRead, type RoutesToRead } from './routes-read.js';

/** All of a project that data planes are given. */
export type GatewayToRead = RoutesToRead &
  Pick<RouteProject, 'name' | 'namespace' | 'services' | 'restMirror'>;

/** What all data planes are given: the routes, or what must be mended first. */
export type GatewayRead =
  | { readonly ok: true; readonly gateway: GatewayToCompile }
  | { readonly ok: false; readonly message: string };

/** The gateway that a project describes; none where a part of it is not finished. */
export function gatewayOf(project: GatewayToRead): GatewayRead {
  const read = readRoutes(project);
  const unfinished = unfinishedIn(project, read);
  return unfinished === null
    ? { ok: true, gateway: gateway(project, read) }
    : { ok: false, message: `nothing is written before ${unfinished}` };
}

/** The first thing to mend, as the end of a sentence; null where there is none. */
function unfinishedIn(project: GatewayToRead, read: readonly RouteRead[]): string | null {
  const broken = read.find(({ condition }) => condition === null);
  if (broken !== undefined) return `the condition of \`${broken.name}\` is mended`;
  const nameless = read.findIndex(({ name }) => name.trim() === '');
  if (nameless !== -1) return `route ${nameless + 1} has a name`;
  const twice = read.find(({ name }, place) => read.findIndex((other) => other.name === name) < place);
  if (twice !== undefined) return `each route has a name of its own: \`${twice.name}\` stands twice`;
  const uneven = [...read, { name: 'the rest', to: sharesOf(project.versions, project.rest) }].find(
    ({ to }) => to.reduce((sum, { weight }) => sum + weight, 0) !== 10_000,
  );
  if (uneven !== undefined) return `the weights of \`${uneven.name}\` sum to 100`;
  const copiesNothing = [...project.routes, { name: 'the rest', mirror: project.restMirror }].find(
    ({ mirror }) => mirror !== null && mirrorOf(mirror).share === 0,
  );
  if (copiesNothing !== undefined) return `more than 0 % of \`${copiesNothing.name}\` is copied, or nothing`;
  return unreached(project);
}

function unreached({ versions, services }: GatewayToRead): string | null {
  const place = services.findIndex((service) => serviceProblem(service) !== null);
  const [version, service] = [versions[place], services[place]];
  return version === undefined || service === undefined
    ? null
    : `the service of \`${version}\` is mended: ${serviceProblem(service) ?? ''}`;
}

function gateway(project: GatewayToRead, read: readonly RouteRead[]): GatewayToCompile {
  const { name, namespace, hosts, versions, routes, rest, restMirror } = project;
  return {
    ...{ name, namespace, hosts },
    backends: versions.map((version, place) => backendOf(version, project.services[place] ?? plainService())),
    routes: [
      ...read.flatMap((route, place): readonly ConditionalRoute[] =>
        route.condition === null
          ? []
          : [
              {
                ...{ name: route.name, condition: route.condition, to: route.to },
                ...copies(routes[place]?.mirror ?? null),
              },
            ],
      ),
      { name: nameOfRest(read), condition: null, to: sharesOf(versions, rest), ...copies(restMirror) },
    ],
  };
}

function backendOf(version: string, { service, port, labels }: ServiceDraft): Backend {
  const subset = labelsIn(labels) ?? new Map<string, string>();
  return {
    ...{ version, port },
    service: service === '' ? version : service,
    subset: subset.size === 0 ? null : Object.fromEntries(subset),
  };
}

function copies(mirror: MirrorDraft | null): { readonly mirror?: Mirror } {
  return mirror === null ? {} : { mirror: mirrorOf(mirror) };
}

function mirrorOf({ version, percent }: MirrorDraft): Mirror {
  return { version, share: Math.round(percent * 100) };
}

function nameOfRest(read: readonly RouteRead[]): string {
  return read.some(({ name }) => name === 'default') ? 'otherwise' : 'default';
}
