import type { Report } from '../canonical/report.js';
import type { Gateway, Policy } from '../gateway.js';
import type { Path } from '../yaml/tree.js';
import { mixedRoutes, routesText, scopeOf } from './route-scope.js';

/** Metrics have to be about the requests that a policy moves; where they are about others too, that is told. */
export function checkScope(gateway: Gateway, policy: Policy, path: Path, report: Report): void {
  const { metrics, routes } = gateway;
  if (metrics === null || (policy.type === 'time' && policy.minimumRequests === 0)) return;
  const scope = scopeOf(gateway, metrics, policy.routes);
  if (!scope.ok) {
    const message = `\`scope: route\` cannot be had: ${scope.why}; leave \`scope\` out`;
    report.error(['spec', 'metrics', 'scope'], 'unsupported', message);
    return;
  }
  if (metrics.scope === 'route') return;
  const last = routes.at(-1)?.name ?? '';
  if (metrics.provider === 'haproxy' && policy.routes.some((name) => name !== last)) {
    const message = `HAProxy counts every route by itself, and these metrics are those of the last route \`${last}\` alone; let a policy move one route, and write \`scope: route\` in \`metrics\` to judge by it`;
    report.warning([...path, 'type'], 'other-routes', message);
    return;
  }
  const mixed = metrics.provider === 'haproxy' ? [] : mixedRoutes(gateway, policy.routes);
  if (mixed.length === 0) return;
  const message = `metrics cover all requests of a version, so that this policy judges by those of ${routesText(mixed)} too, which it does not move; write \`scope: route\` in \`metrics\` where the provider tells routes apart`;
  report.warning([...path, 'type'], 'other-routes', message);
}
