import type { ClusterTargetSpec, DiscoveredVersions, RouteParent, TargetSpec } from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import type { Path } from '../yaml/tree.js';
import { parseHostPort } from './address.js';
import { DEFAULTS } from './defaults.js';
import type { Report } from './report.js';

type Spec = GatewayDocument['spec'];
type Target = Spec['target'];
type HaproxyTarget = Extract<Target, { kind: 'haproxy' }>;
type ClusterTarget = Extract<Target, { kind: ClusterTargetSpec['kind'] }>;

const PATH: Path = ['spec', 'target'];

/** The data plane of a gateway and what it is told. */
export function canonicalTarget(
  { target, versions }: Spec,
  report: Report,
  resolvePath: (path: string) => string,
  rawAcls: boolean,
): TargetSpec {
  switch (target.kind) {
    case 'embedded':
      return { kind: 'embedded' };
    case 'haproxy':
      return { kind: 'haproxy', ...haproxySettings(target, report, resolvePath), rawAcls };
    case 'istio':
      return {
        kind: 'istio',
        gateways: target.gateways ?? DEFAULTS.istioGateways,
        ...clusterSettings(target, versions, report),
      };
    case 'gateway-api':
      return {
        kind: 'gateway-api',
        parents: (target.parents ?? []).map(canonicalParent),
        ...clusterSettings(target, versions, report),
      };
    case 'gloo':
      return {
        kind: 'gloo',
        object: target.object ?? DEFAULTS.glooObject,
        ...clusterSettings(target, versions, report),
      };
  }
}

function haproxySettings(target: HaproxyTarget, report: Report, resolvePath: (path: string) => string) {
  const directory = target.directory === undefined ? null : resolvePath(target.directory);
  if (target.exporter === undefined) return { directory, exporter: null };
  const parsed = parseHostPort(target.exporter);
  if (parsed.ok) return { directory, exporter: parsed.value };
  report.error([...PATH, 'exporter'], parsed.code, parsed.message);
  return { directory, exporter: null };
}

function clusterSettings(target: ClusterTarget, versions: Spec['versions'], report: Report) {
  return {
    adopt: target.adopt ?? null,
    onDelete: target.onDelete ?? DEFAULTS.onDelete,
    force: target.force ?? false,
    discover: canonicalDiscovered(target, versions, report),
  };
}

function canonicalDiscovered(
  { discover }: ClusterTarget,
  versions: Spec['versions'],
  report: Report,
): DiscoveredVersions | null {
  if (versions === undefined) {
    return { service: discover?.service ?? null, port: discover?.port ?? DEFAULTS.servicePort };
  }
  if (discover !== undefined) {
    const message = '`versions` says which versions there are, so that none is discovered; keep one of them';
    report.errorAtKey([...PATH, 'discover'], 'conflicting-keys', message, {
      related: [{ ...report.keyPlace(['spec', 'versions']), message: 'the versions stand here' }],
    });
  }
  return null;
}

type ParentShape = NonNullable<Extract<Target, { kind: 'gateway-api' }>['parents']>[number];

function canonicalParent({ kind, name, namespace, sectionName, port }: ParentShape): RouteParent {
  return {
    kind: kind ?? 'Gateway',
    name,
    namespace: namespace ?? null,
    sectionName: sectionName ?? null,
    port: port ?? null,
  };
}
