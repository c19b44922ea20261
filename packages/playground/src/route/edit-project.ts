import { plainService } from './gateway/services.js';
import { freshId, type MirrorDraft, type RouteDraft, type RouteProject } from './project.js';

/** The project with a route changed. */
export function withRoute(project: RouteProject, id: string, part: Partial<RouteDraft>): RouteProject {
  return {
    ...project,
    routes: project.routes.map((route) => (route.id === id ? { ...route, ...part } : route)),
  };
}

/** The project with one more route, before the rest. */
export function withNewRoute(project: RouteProject): RouteProject {
  const id = freshId(project.routes, 'r');
  const percents = project.versions.map((_, place) => (place === project.versions.length - 1 ? 100 : 0));
  const route = {
    id,
    name: freeName(project),
    condition: 'header "X-Group" exact "testers"',
    percents,
    mirror: null,
  };
  return { ...project, routes: [...project.routes, route] };
}

function freeName({ routes }: RouteProject): string {
  const names = new Set(routes.map(({ name }) => name));
  let number = routes.length + 1;
  while (names.has(`route-${number}`)) number += 1;
  return `route-${number}`;
}

export function withoutRoute(project: RouteProject, id: string): RouteProject {
  return { ...project, routes: project.routes.filter((route) => route.id !== id) };
}

/** The project with a route asked earlier or later. */
export function withRouteMoved(project: RouteProject, id: string, by: 1 | -1): RouteProject {
  const place = project.routes.findIndex((route) => route.id === id);
  const [route, other] = [project.routes[place], project.routes[place + by]];
  if (route === undefined || other === undefined) return project;
  const routes = project.routes.map((each, index) =>
    index === place ? other : index === place + by ? route : each,
  );
  return { ...project, routes };
}

/** The project with other versions: each keeps its percentages, its service and its copies, and a new one begins at nothing. */
export function withVersions(project: RouteProject, versions: readonly string[]): RouteProject {
  if (versions.length === 0) return project;
  // A version that is renamed is at the place where the old name was, which is gone.
  const source = versions.map((version, place) => {
    const known = project.versions.indexOf(version);
    const old = project.versions[place];
    return known !== -1 || old === undefined || versions.includes(old) ? known : place;
  });
  const moved = (percents: readonly number[]): readonly number[] =>
    source.map((place) => percents[place] ?? 0);
  const followed = (mirror: MirrorDraft | null): MirrorDraft | null => {
    if (mirror === null) return null;
    const before = project.versions.indexOf(mirror.version);
    const version = before === -1 ? undefined : versions[source.indexOf(before)];
    return version === undefined ? null : { ...mirror, version };
  };
  return {
    ...project,
    versions,
    services: source.map((place) => project.services[place] ?? plainService()),
    rest: moved(project.rest),
    restMirror: followed(project.restMirror),
    routes: project.routes.map((route) => ({
      ...route,
      percents: moved(route.percents),
      mirror: followed(route.mirror),
    })),
  };
}

/** Percentages with one set; of two the other is what is left. */
export function withPercent(percents: readonly number[], place: number, percent: number): readonly number[] {
  const set = Math.min(100, Math.max(0, Math.round(percent * 100) / 100));
  const isPair = percents.length === 2;
  return percents.map((each, index) =>
    index === place ? set : isPair ? Math.round((100 - set) * 100) / 100 : each,
  );
}
