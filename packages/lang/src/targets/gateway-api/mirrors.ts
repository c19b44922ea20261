import { mirrorProblems, mirrorShares } from '../rules/mirrors.js';
import { WHOLE } from '../rules/cluster-shares.js';
import type { Mirror, Share, TargetGateway, TargetProblem } from '../target.js';
import type { HttpRouteRule, RequestMirrorFilter } from './httproute.js';
import type { GatewayApiVersion } from './options.js';

/** In hundredths of a percent. */
const PERCENT = 100;

/** The filter that copies some of a route's requests; none for a version without a service. */
export function mirrorFilters(
  mirror: Mirror | undefined,
  { backends }: TargetGateway,
): readonly RequestMirrorFilter[] {
  const backend = backends.find(({ version }) => version === mirror?.version);
  if (mirror === undefined || backend === undefined) return [];
  const { share } = mirror;
  const amount =
    share === WHOLE
      ? {}
      : share % PERCENT === 0
        ? { percent: share / PERCENT }
        : { fraction: { numerator: share, denominator: WHOLE } };
  const backendRef = { name: backend.service, port: backend.port };
  return [{ type: 'RequestMirror', requestMirror: { backendRef, ...amount } }];
}

/** Releases in which a filter copies all requests or none. */
const WHOLLY: ReadonlySet<GatewayApiVersion> = new Set(['v1.0', 'v1.1', 'v1.2']);

export function copyProblems(gateway: TargetGateway, version: GatewayApiVersion): readonly TargetProblem[] {
  return [
    ...mirrorProblems(gateway, 'service', () => null),
    ...[...gateway.routes.entries()].flatMap(([route, { name, mirror }]): readonly TargetProblem[] => {
      if (mirror === undefined || mirror.share === WHOLE || !WHOLLY.has(version)) return [];
      const message = `route \`${name}\` copies ${mirror.share / PERCENT}% of its requests, and the gateway api copies all or none before v1.3; write \`percent: 100%\`, or compile for a newer release`;
      return [{ code: 'target-limit', severity: 'error', message, literal: null, route }];
    }),
  ];
}

/** What a rule copies where. */
export function copiesOf(
  { filters = [] }: HttpRouteRule,
  versions: ReadonlyMap<string, string>,
): readonly Share[] {
  const [filter, second] = filters;
  if (filter === undefined) return mirrorShares(null);
  const { backendRef, percent, fraction } = filter.requestMirror;
  const version = versions.get(`${backendRef.name}:${backendRef.port}`);
  if (version === undefined || second !== undefined) return [];
  const part = fraction === undefined ? (percent ?? 100) / 100 : fraction.numerator / fraction.denominator;
  return mirrorShares({ version, share: part * WHOLE });
}
