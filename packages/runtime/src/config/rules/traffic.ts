import type { Gateway, TargetSpec } from '../gateway.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';

/** Where a gateway's file asks for something that not every data plane has, by the key. */
export interface TrafficUse {
  readonly key: string;
  readonly path: Path;
}

/** What the file asks for beyond one address a version, HTTP, and weights. */
export function trafficUses({ versions }: Gateway, report: Report): readonly TrafficUse[] {
  const ofSpec = ['balance', 'healthCheck'].map((key): TrafficUse => ({ key, path: ['spec', key] }));
  const ofVersions = versions.map(({ label }): TrafficUse => ({
    key: 'endpoints',
    path: ['spec', 'versions', label, 'endpoints'],
  }));
  return [...ofSpec, ...ofVersions].filter(({ path }) => report.has(path));
}

/** What a data plane cannot do is refused, not left out. */
export function checkTraffic(gateway: Gateway, report: Report): void {
  const { kind } = gateway.target;
  if (kind === 'haproxy') return;
  for (const { key, path } of trafficUses(gateway, report)) {
    report.errorAtKey(path, 'unsupported', `the target \`${kind}\` has no \`${key}\`: ${wayOut(kind)}`);
  }
}

function wayOut(kind: Exclude<TargetSpec['kind'], 'haproxy'>): string {
  switch (kind) {
    case 'embedded':
      return 'it is for demonstrations and tests; use the target `haproxy`, or remove it';
    case 'istio':
    case 'gateway-api':
    case 'gloo':
      return 'in a cluster its own objects say so; remove it here';
  }
}
