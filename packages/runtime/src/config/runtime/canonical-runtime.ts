import { positiveDuration } from '../canonical/duration.js';
import { checkUrl } from '../canonical/metrics.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';
import { canonicalSecret } from './canonical-secret.js';
import type { ResolveOwnPath } from './canonical-secret.js';
import type {
  NotifierSpec,
  PrometheusServer,
  RuntimeConfiguration,
  WebhookSpec,
} from './runtime-configuration.js';
import type { RuntimeDocument, SecretShape } from './runtime-schema.js';
import { isUpstreamPattern } from './upstream-patterns.js';

type ServerShape = NonNullable<RuntimeDocument['spec']['prometheus']>[string];
type NotifierShape = NonNullable<RuntimeDocument['spec']['notifiers']>[string];

const DEFAULTS = { level: 'info', timeout: 5_000 } as const;

/** A runtime's configuration with its defaults filled in; what cannot be read is reported. */
export function canonicalRuntime(
  { spec }: RuntimeDocument,
  report: Report,
  resolvePath: ResolveOwnPath,
): RuntimeConfiguration {
  const notifiers = Object.entries(spec.notifiers ?? {}).map(([name, shape]) =>
    canonicalNotifier(name, shape, report, resolvePath),
  );
  const webhooks = Object.entries(spec.webhooks ?? {}).map(([name, shape]): WebhookSpec => {
    const path: Path = ['spec', 'webhooks', name];
    return {
      name,
      url: canonicalSecret(shape.url, [...path, 'url'], report, resolvePath),
      signingKey: canonicalSecret(shape.signingKey, [...path, 'signingKey'], report, resolvePath),
      timeout: positiveDuration(shape.timeout, DEFAULTS.timeout, [...path, 'timeout'], report),
    };
  });
  const prometheus = Object.entries(spec.prometheus ?? {}).map(([name, shape]) =>
    canonicalServer(name, shape, report, resolvePath),
  );
  checkTwice(prometheus, report);
  for (const [place, pattern] of (spec.upstreams ?? []).entries()) {
    if (isUpstreamPattern(pattern)) continue;
    const message = `\`${pattern}\` stands for no hosts: write \`shop.internal\`, \`*.internal\`, \`10.0.0.7\` or \`10.0.0.0/8\``;
    report.error(['spec', 'upstreams', place], 'bad-address', message);
  }
  return {
    notifiers,
    webhooks,
    prometheus,
    maxReleases: spec.maxReleases ?? null,
    upstreams: spec.upstreams ?? null,
    certificates: spec.certificates === undefined ? null : resolvePath(spec.certificates),
  };
}

function canonicalServer(
  name: string,
  { url, bearerToken, basicAuth, caFile }: ServerShape,
  report: Report,
  resolvePath: ResolveOwnPath,
): PrometheusServer {
  const path: Path = ['spec', 'prometheus', name];
  checkUrl(url, [...path, 'url'], report);
  if (basicAuth !== undefined && bearerToken !== undefined) {
    const message = '`basicAuth` and `bearerToken` are two ways to log in; keep one of them';
    report.errorAtKey([...path, 'basicAuth'], 'conflicting-keys', message);
  }
  const secret = (shape: SecretShape, at: Path) => canonicalSecret(shape, at, report, resolvePath);
  return {
    ...{ name, url },
    bearerToken: bearerToken === undefined ? null : secret(bearerToken, [...path, 'bearerToken']),
    basicAuth:
      basicAuth === undefined
        ? null
        : {
            username: basicAuth.username,
            password: secret(basicAuth.password, [...path, 'basicAuth', 'password']),
          },
    caFile: caFile === undefined ? null : resolvePath(caFile),
  };
}

/** Gateways tell servers apart by their address. */
function checkTwice(servers: readonly PrometheusServer[], report: Report): void {
  for (const [place, { name, url }] of servers.entries()) {
    const first = servers.slice(0, place).find((other) => other.url === url);
    if (first === undefined) continue;
    const message = `\`${first.name}\` is at \`${url}\` already; keep one of the two`;
    report.errorAtKey(['spec', 'prometheus', name], 'conflicting-keys', message);
  }
}

function canonicalNotifier(
  name: string,
  shape: NotifierShape,
  report: Report,
  resolvePath: ResolveOwnPath,
): NotifierSpec {
  const path: Path = ['spec', 'notifiers', name];
  const common = {
    name,
    url: canonicalSecret(shape.url, [...path, 'url'], report, resolvePath),
    level: shape.level ?? DEFAULTS.level,
    gateways: shape.gateways ?? null,
    timeout: positiveDuration(shape.timeout, DEFAULTS.timeout, [...path, 'timeout'], report),
  };
  switch (shape.kind) {
    case 'slack':
      return { ...common, kind: 'slack' };
    case 'webhook': {
      const signingKey = canonicalSecret(shape.signingKey, [...path, 'signingKey'], report, resolvePath);
      return { ...common, kind: 'webhook', signingKey };
    }
  }
}
