import type { HealthCheck, HealthRequest, TrafficOptions } from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import type { Path } from '../yaml/tree.js';
import { DEFAULTS } from './defaults.js';
import { positiveDuration } from './duration.js';
import type { Report } from './report.js';

type Spec = GatewayDocument['spec'];
type HealthCheckShape = NonNullable<Spec['healthCheck']>;

/** How the data plane treats connections and endpoints. */
export function canonicalTraffic(spec: Spec, report: Report): TrafficOptions {
  const { balance, healthCheck } = spec;
  return {
    balance: balance ?? DEFAULTS.balance,
    healthCheck:
      healthCheck === undefined ? null : canonicalHealthCheck(healthCheck, ['spec', 'healthCheck'], report),
  };
}

function canonicalHealthCheck(shape: HealthCheckShape, path: Path, report: Report): HealthCheck {
  const defaults = DEFAULTS.healthCheck;
  return {
    request: shape.type === 'http' ? canonicalRequest(shape, path, report) : null,
    port: shape.port ?? null,
    interval: positiveDuration(shape.interval, defaults.interval, [...path, 'interval'], report),
    timeout: positiveDuration(shape.timeout, defaults.timeout, [...path, 'timeout'], report),
    failures: shape.failures ?? defaults.failures,
    successes: shape.successes ?? defaults.successes,
  };
}

function canonicalRequest(
  { path: asked, host, status }: Extract<HealthCheckShape, { type: 'http' }>,
  path: Path,
  report: Report,
): HealthRequest {
  const [from = 0, to = from] = String(status ?? DEFAULTS.healthCheck.status)
    .split('-')
    .map(Number);
  if (to < from) {
    const message = `\`${from}-${to}\` holds no status; write \`${to}-${from}\``;
    report.error([...path, 'status'], 'wrong-value', message);
  }
  const defaults = DEFAULTS.healthCheck;
  return { path: asked ?? defaults.path, host: host ?? defaults.host, status: { from, to } };
}
