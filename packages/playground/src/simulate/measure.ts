import type { Sample } from '@lamia/lang';
import type { BoundRead, Gateway, RouteShares } from '@lamia/runtime/engine';
import type { VersionMoment } from './tick.js';

const METRICS = ['request_rate', 'error_rate', 'latency'] as const;

/** What there is to show of each version: its share, and what the metrics say of it over the gateway's window. */
export function measure(
  { namespace, application, versions, metrics, policies }: Gateway,
  routes: readonly RouteShares[],
  read: (reads: readonly BoundRead[]) => readonly Sample[],
): readonly VersionMoment[] {
  const window = metrics?.window ?? 0;
  const moved = new Set(policies.flatMap((policy) => policy.routes));
  const released = routes.filter(({ route }) => moved.has(route));
  return versions.map(({ label }) => {
    const subject = { namespace, application, version: label };
    const samples = read(
      METRICS.map((metric) => ({
        kind: 'metric',
        subject,
        metric,
        statistic: null,
        selector: [],
        window,
        offset: 0,
      })),
    );
    const [requestsPerSecond, errorShare, latency] = samples.map((sample) =>
      sample.known ? sample.value : null,
    );
    return {
      version: label,
      share: meanShare(released, label),
      requestsPerSecond: requestsPerSecond ?? null,
      errorShare: errorShare ?? null,
      latency: latency ?? null,
    };
  });
}

/** Of the routes that the policies move, which is what a release is about; each gets as many requests as any other. */
function meanShare(routes: readonly RouteShares[], version: string): number {
  const shares = routes.map(({ shares: own }) => own.find(([label]) => label === version)?.[1] ?? 0);
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}
