import { positiveDuration } from '../canonical/duration.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';
import { canonicalSecret } from './canonical-secret.js';
import type { ResolveOwnPath } from './canonical-secret.js';
import type { NotifierSpec, RuntimeConfiguration, WebhookSpec } from './runtime-configuration.js';
import type { RuntimeDocument } from './runtime-schema.js';
import { isUpstreamPattern } from './upstream-patterns.js';

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
  for (const [place, pattern] of (spec.upstreams ?? []).entries()) {
    if (isUpstreamPattern(pattern)) continue;
    const message = `\`${pattern}\` stands for no hosts: write \`shop.internal\`, \`*.internal\`, \`10.0.0.7\` or \`10.0.0.0/8\``;
    report.error(['spec', 'upstreams', place], 'bad-address', message);
  }
  return {
    notifiers,
    webhooks,
    maxReleases: spec.maxReleases ?? null,
    upstreams: spec.upstreams ?? null,
    certificates: spec.certificates === undefined ? null : resolvePath(spec.certificates),
  };
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
