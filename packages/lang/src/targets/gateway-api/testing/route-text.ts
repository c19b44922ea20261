import type { HttpRoute, HttpRouteMatch, ValueMatch } from '../httproute.js';

/** HTTPRoutes as short lines: a host, then its rules. */
export function routeText(routes: readonly HttpRoute[]): readonly string[] {
  return routes.flatMap(({ metadata, spec }) => [
    `${metadata.name}: ${spec.hostnames?.join(', ') ?? 'any host'}`,
    ...spec.rules.map(({ matches, backendRefs }) => {
      const to = backendRefs.map(({ name, weight }) => `${name}=${weight}`).join(', ');
      return `  ${matches.map(matchText).join(' | ')} -> ${to}`;
    }),
  ]);
}

function matchText({ path, method, headers = [], queryParams = [] }: HttpRouteMatch): string {
  const parts = [
    ...(path === undefined ? [] : [`${path.type} ${path.value}`]),
    ...(method === undefined ? [] : [method]),
    ...headers.map(valueText),
    ...queryParams.map((parameter) => `?${valueText(parameter)}`),
  ];
  return parts.length === 0 ? 'everything' : parts.join(' & ');
}

function valueText({ type, name, value }: ValueMatch): string {
  return `${name}${type === 'Exact' ? '=' : '~'}${value}`;
}
