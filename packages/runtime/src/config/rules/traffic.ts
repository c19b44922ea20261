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
  const ofSpec = ['balance', 'healthCheck', 'sticky', 'tls'].map((key): TrafficUse => ({
    key,
    path: ['spec', key],
  }));
  const ofVersions = versions.flatMap(({ label }) =>
    ['endpoints', 'discover'].map((key): TrafficUse => ({ key, path: ['spec', 'versions', label, key] })),
  );
  return [...ofSpec, ...ofVersions].filter(({ path }) => report.has(path));
}

/** What a data plane cannot do is refused, not left out. */
export function checkTraffic(gateway: Gateway, report: Report): void {
  const { kind } = gateway.target;
  if (gateway.listen?.protocol === 'tcp') checkTcp(gateway, report);
  if (kind === 'haproxy') return;
  const protocol = gateway.listen?.protocol ?? 'http';
  if (protocol !== 'http') {
    const message = `the target \`${kind}\` does not listen for \`${protocol}\`: ${wayOut(kind)}`;
    report.error(['spec', 'listen'], 'unsupported', message);
  }
  for (const { key, path } of trafficUses(gateway, report)) {
    report.errorAtKey(path, 'unsupported', `the target \`${kind}\` has no \`${key}\`: ${wayOut(kind)}`);
  }
}

/** Nothing looks into the connections of a gateway that passes them on as they are. */
function checkTcp({ hosts, routes, traffic, metrics, policies }: Gateway, report: Report): void {
  const listen = [{ ...report.place(['spec', 'listen']), message: 'the gateway passes connections on here' }];
  const refuse = (path: Path, message: string): void =>
    report.errorAtKey(path, 'conflicting-keys', message, { related: listen });
  if (hosts.length > 0)
    refuse(['spec', 'hosts'], 'a connection names no host; remove `hosts`, or listen for `http`');
  const conditional = routes.findIndex(({ condition }) => condition !== null);
  if (conditional >= 0) {
    const message =
      'a condition looks at requests, and a connection has none; remove it, or listen for `http`';
    refuse(['spec', 'routes', conditional, 'condition'], message);
  }
  if (traffic.sticky === 'version' || traffic.sticky === 'instance') {
    const message = `\`sticky: ${traffic.sticky}\` needs cookies, and a connection has none; write \`source\``;
    refuse(['spec', 'sticky'], message);
  }
  if (metrics?.provider !== 'haproxy') return;
  for (const [index, policy] of policies.entries()) {
    if (policy.type === 'time' && policy.minimumRequests === 0) continue;
    const message =
      'haproxy counts no requests and no answers of connections: let the policy read the metrics of the service itself, by a `provider` of its own, or make it a `time` policy';
    refuse(['spec', 'policies', index, 'type'], message);
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
