import type { Status } from './acts.js';

/** The versions of a gateway in the order in which all its charts and sliders show them: stable, candidate, others. */
export function versionsOf({
  stable,
  candidate,
  routes,
}: Pick<Status, 'stable' | 'candidate' | 'routes'>): readonly string[] {
  const weighed = routes.flatMap(({ weights }) => Object.keys(weights)).toSorted();
  return [...new Set([stable, ...(candidate === null ? [] : [candidate]), ...weighed])];
}
