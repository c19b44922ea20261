import type { Matcher } from '@lamia/lang';
import { literalPattern } from '../../metrics/label-regex.js';
import { backendNames } from '../../routing/haproxy/backend-name.js';
import type { Gateway, MetricsSpec } from '../gateway.js';
import { alternatives } from '../schema/scalars.js';

/** What narrows reads to the requests of some routes: another name of the application, or matchers on the series. */
export interface RouteScope {
  readonly application: string;
  readonly selector: readonly Matcher[];
}

/** How a policy's reads are narrowed, or in one sentence why they cannot be. */
export type RouteScopeResult =
  { readonly ok: true; readonly scope: RouteScope } | { readonly ok: false; readonly why: string };

/** How the reads of a policy that moves these routes are narrowed, as the gateway's metrics ask for. */
export function scopeOf(
  { application, routes }: Gateway,
  metrics: MetricsSpec | null,
  moved: readonly string[],
): RouteScopeResult {
  const whole = { ok: true, scope: { application, selector: [] } } as const;
  if (metrics?.scope !== 'route') return whole;
  switch (metrics.provider) {
    case 'embedded': {
      const value = moved.map(literalPattern).join('|');
      return { ok: true, scope: { application, selector: [{ label: 'route', operator: '=~', value }] } };
    }
    case 'haproxy': {
      const [first, second] = moved;
      const place = routes.findIndex(({ name }) => name === first);
      const backend = backendNames({ application, routes })[place];
      if (backend === undefined) return whole; // an unknown route, which has been said
      return second === undefined
        ? { ok: true, scope: { application: backend, selector: [] } }
        : { ok: false, why: "HAProxy's exporter shows one route at a time, and this policy moves several" };
    }
    default:
      return { ok: false, why: `the series of \`${metrics.provider}\` do not tell routes apart` };
  }
}

/** The routes whose requests are judged beside those that a policy moves: conditional ones that feed several versions. */
export function mixedRoutes({ routes }: Gateway, moved: readonly string[]): readonly string[] {
  return routes
    .filter(({ name, condition }) => condition !== null && !moved.includes(name))
    .filter(({ weights }) => [...weights.values()].filter((share) => share > 0).length > 1)
    .map(({ name }) => name);
}

/** Names in a sentence. */
export const routesText = (names: readonly string[]): string =>
  `${names.length === 1 ? 'route' : 'routes'} ${alternatives(names).replace(' or ', ' and ')}`;
