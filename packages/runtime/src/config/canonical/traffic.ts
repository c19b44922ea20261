import type {
  BalanceMethod,
  HealthCheck,
  HealthRequest,
  ListenAddress,
  Tls,
  TrafficOptions,
} from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import type { Path } from '../yaml/tree.js';
import { DEFAULTS } from './defaults.js';
import { positiveDuration } from './duration.js';
import { parseListen } from './listen.js';
import type { Report } from './report.js';

type Spec = GatewayDocument['spec'];
type HealthCheckShape = NonNullable<Spec['healthCheck']>;

/** Makes a path of the gateway's file usable from anywhere. */
export type ResolveGatewayPath = (path: string, what?: 'certificate') => string;

/** How the data plane treats connections and endpoints. */
export function canonicalTraffic(
  spec: Spec,
  listen: ListenAddress | null,
  report: Report,
  resolvePath: ResolveGatewayPath,
): TrafficOptions {
  const { healthCheck, sticky = 'none' } = spec;
  if (sticky === 'route') {
    report.warning(['spec', 'sticky'], 'older-name', '`route` is an older name of `version`; write that');
  }
  return {
    balance: canonicalBalance(spec, listen, report),
    healthCheck:
      healthCheck === undefined ? null : canonicalHealthCheck(healthCheck, ['spec', 'healthCheck'], report),
    sticky: sticky === 'route' ? 'version' : sticky,
    tls: canonicalTls(spec, listen, report, resolvePath),
  };
}

function canonicalBalance(
  { balance, sticky }: Spec,
  listen: ListenAddress | null,
  report: Report,
): BalanceMethod {
  if (sticky !== 'source') {
    return balance ?? (listen?.protocol === 'tcp' ? DEFAULTS.tcpBalance : DEFAULTS.balance);
  }
  if (balance !== undefined && balance !== 'source') {
    const message = `\`sticky: source\` picks endpoints by \`source\` too, not by \`${balance}\`; keep one of them`;
    report.error(['spec', 'balance'], 'conflicting-keys', message);
  }
  return 'source';
}

function canonicalTls(
  { tls }: Spec,
  listen: ListenAddress | null,
  report: Report,
  resolvePath: ResolveGatewayPath,
): Tls | null {
  const path = ['spec', 'tls'];
  if (tls === undefined) {
    if (listen?.protocol === 'https') {
      const message = '`https` needs a certificate; add `tls: { certificates: [shop.pem] }`';
      report.error(['spec', 'listen'], 'missing-key', message);
    }
    return null;
  }
  const folder = resolvePath('.', 'certificate');
  const certificates = tls.certificates.map((file) => resolvePath(file, 'certificate'));
  if (listen?.protocol === 'tcp') {
    const message = 'encryption passes a `tcp` gateway untouched; remove `tls`, or listen for `https`';
    report.errorAtKey(path, 'conflicting-keys', message);
  }
  if (tls.listen === undefined) {
    if (listen?.protocol === 'http') {
      const message =
        'nothing is encrypted on `listen`: add a port such as `listen: 8443` to `tls`, or end `listen` in `/https`';
      report.errorAtKey(path, 'missing-key', message);
    }
    return { listen: null, certificates, folder };
  }
  const place = [...path, 'listen'];
  if (listen?.protocol === 'https') {
    const message = '`listen` is for `https` already; remove one of them';
    report.error(place, 'conflicting-keys', message);
  }
  const parsed = parseListen(tls.listen, 'https');
  if (!parsed.ok) {
    report.error(place, parsed.code, parsed.message);
    return { listen: null, certificates, folder };
  }
  const { host, port, protocol } = parsed.value;
  if (protocol !== 'https') {
    report.error(place, 'wrong-value', `\`tls\` listens for \`https\`, not for \`${protocol}\``);
  }
  return { listen: { host, port }, certificates, folder };
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
