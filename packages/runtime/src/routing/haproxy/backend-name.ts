import type { Gateway } from '../../config/gateway.js';

/**
 * The names of a gateway's backends, by route: the application for the last route, which takes the rest, `application.route` for
 * the others. They are the metrics' label `proxy`.
 */
export function backendNames({
  application,
  routes,
}: Pick<Gateway, 'application' | 'routes'>): readonly string[] {
  return routes.map(({ name }, index) =>
    index === routes.length - 1 ? application : `${application}.${name}`,
  );
}
