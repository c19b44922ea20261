import type { Mirror } from '../config/gateway.js';
import { percentText } from '../config/weights.js';
import { changedLines } from './changed-lines.js';
import type { ConfigurationChange, Routing } from './target.js';

/** What applying a routing would change for one gateway. */
export interface RoutingPlan {
  readonly gateway: string;
  /** False when the data plane does not serve the gateway at all. */
  readonly served: boolean;
  readonly routes: readonly RoutePlan[];
}

export interface RoutePlan {
  readonly route: string;
  /** Which requests it takes; null for those that no earlier route takes, and for a route that the gateway has no more. */
  readonly condition: string | null;
  /** What gets copies of its requests; null for nothing. */
  readonly mirror: Mirror | null;
  /** By label. */
  readonly shares: readonly ShareChange[];
}

/** Shares in hundredths of a percent. */
export interface ShareChange {
  readonly version: string;
  /** Null where the data plane has no such route. */
  readonly from: number | null;
  /** Null where the gateway has no such route any more. */
  readonly to: number | null;
}

/** What a plan says of a route beside its weights. */
export type DescribedRoute = Pick<RoutePlan, 'condition' | 'mirror'>;

/**
 * What has to change from what the data plane has (null: nothing of this gateway) to what is wanted.
 * @param described the gateway's routes, by name
 */
export function planRouting(
  observed: Routing | null,
  desired: Routing,
  described: ReadonlyMap<string, DescribedRoute> = new Map(),
): RoutingPlan {
  const names = new Set([...desired.routes.keys(), ...(observed?.routes.keys() ?? [])]);
  return {
    gateway: desired.gateway,
    served: observed !== null,
    routes: [...names].map((route) => {
      const [has, wanted] = [observed?.routes.get(route), desired.routes.get(route)];
      const versions = [...new Set([...(has?.keys() ?? []), ...(wanted?.keys() ?? [])])].sort();
      return {
        route,
        condition: described.get(route)?.condition ?? null,
        mirror: described.get(route)?.mirror ?? null,
        shares: versions.map((version) => ({
          version,
          from: has === undefined ? null : (has.get(version) ?? 0),
          to: wanted === undefined ? null : (wanted.get(version) ?? 0),
        })),
      };
    }),
  };
}

/** True when applying would change anything: a share, or a line of the target's own configuration. */
export function hasChanges(plan: RoutingPlan, configuration: ConfigurationChange | null): boolean {
  return !plan.served || plan.routes.some(routeChanges) || configurationLines(configuration).length > 0;
}

/**
 * The plan for people, a line a version (`version1  90% -> 80%`), unchanged ones among them, and then the changed lines of
 * the target's own configuration, if it keeps one.
 *
 * @param note what else there is to say of the gateway, behind its name
 */
export function planText(
  plan: RoutingPlan,
  configuration: ConfigurationChange | null,
  note: string | null = null,
): string {
  const title = `gateway ${plan.gateway}${note === null ? '' : `, ${note}`}`;
  if (!hasChanges(plan, configuration)) return `${title}: no changes`;
  const lines = configurationLines(configuration);
  return [
    plan.served ? title : `${title} (not served yet)`,
    ...plan.routes.flatMap(routeLines),
    ...(lines.length === 0 ? [] : ['  configuration', ...lines]),
  ].join('\n');
}

function routeChanges(route: RoutePlan): boolean {
  return route.shares.some(({ from, to }) => from !== to);
}

function routeLines(route: RoutePlan): readonly string[] {
  const width = Math.max(0, ...route.shares.map(({ version }) => version.length));
  return [
    `  route ${route.route}${routeChanges(route) ? '' : ': no changes'}`,
    ...(route.condition === null ? [] : [`    for ${route.condition}`]),
    ...(route.mirror === null
      ? []
      : [`    copies ${percentText(route.mirror.share)} to ${route.mirror.version}`]),
    ...route.shares.map(({ version, from, to }) => {
      const share = from === to ? shareText(to) : `${shareText(from)} -> ${shareText(to)}`;
      return `    ${version.padEnd(width)}  ${share}`;
    }),
  ];
}

function shareText(share: number | null): string {
  return share === null ? 'none' : percentText(share);
}

function configurationLines(configuration: ConfigurationChange | null): readonly string[] {
  if (configuration === null) return [];
  const { before, after } = configuration;
  return changedLines(before ?? '', after).map(({ sign, text }) => `    ${sign} ${text}`);
}
