import type { RouteDraft } from './project.js';

/** What is wrong with a route's name; null where nothing is. */
export function nameProblem(routes: readonly Pick<RouteDraft, 'name'>[], place: number): string | null {
  const name = routes[place]?.name ?? '';
  if (name.trim() === '') return 'a route needs a name';
  const first = routes.findIndex((route) => route.name === name);
  return first < place ? `route ${first + 1} has this name as well` : null;
}
