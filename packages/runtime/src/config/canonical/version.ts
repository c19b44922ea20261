import { hostPort } from '../../routing/host-port.js';
import { isClusterTarget } from '../gateway.js';
import type { Address, Endpoints, Version } from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import type { Path } from '../yaml/tree.js';
import { parseUpstream } from './address.js';
import { DEFAULTS } from './defaults.js';
import { canonicalDiscovery } from './discovery.js';
import type { Report } from './report.js';

type Spec = GatewayDocument['spec'];
type VersionShape = NonNullable<Spec['versions']>[string];

/** A version and where it is; one whose place cannot be read is nowhere. */
export function canonicalVersion(
  label: string,
  shape: VersionShape,
  spec: Spec,
  path: Path,
  report: Report,
  resolvePath: (path: string) => string,
): Version {
  const labels = shape.labels === undefined ? null : new Map(Object.entries(shape.labels));
  return { label, endpoints: canonicalEndpoints(label, shape, spec, path, report, resolvePath), labels };
}

function canonicalEndpoints(
  label: string,
  shape: VersionShape,
  { application, target }: Spec,
  path: Path,
  report: Report,
  resolvePath: (path: string) => string,
): Endpoints {
  const { address, endpoints, discover, service, port = DEFAULTS.servicePort, labels } = shape;
  if (address === undefined && endpoints === undefined && discover === undefined) {
    // In a cluster versions are told apart by service, or by the labels of their pods behind one.
    if (isClusterTarget(target.kind) && (service !== undefined || labels !== undefined)) {
      return { kind: 'single', addresses: [{ host: service ?? application, port }] };
    }
    const wanted = isClusterTarget(target.kind)
      ? '`service`: a name, or `labels` of its pods'
      : '`address`: a host and port such as `127.0.0.1:9001`';
    report.errorAtKey(path, 'missing-key', `version \`${label}\` lacks ${wanted}`);
    return { kind: 'single', addresses: [] };
  }
  const first = address !== undefined ? 'address' : endpoints !== undefined ? 'endpoints' : 'discover';
  for (const key of ['endpoints', 'discover', 'service', 'port'] as const) {
    if (shape[key] === undefined || key === first) continue;
    const message = `\`${first}\` and \`${key}\` say the same thing twice; keep one of them`;
    report.errorAtKey([...path, key], 'conflicting-keys', message);
  }
  if (address !== undefined) {
    const only = upstreamAt(address, [...path, 'address'], report);
    return { kind: 'single', addresses: only === null ? [] : [only] };
  }
  if (endpoints === undefined && discover !== undefined) {
    return canonicalDiscovery(discover, [...path, 'discover'], report, resolvePath);
  }
  const addresses = (endpoints ?? []).map((text, index) =>
    upstreamAt(text, [...path, 'endpoints', index], report),
  );
  return { kind: 'list', addresses: distinct(addresses, path, report) };
}

function upstreamAt(text: string, path: Path, report: Report): Address | null {
  const parsed = parseUpstream(text);
  if (parsed.ok) return parsed.value;
  report.error(path, parsed.code, parsed.message);
  return null;
}

/** What could be read; two spellings of one address are one endpoint, which would get twice its part. */
function distinct(addresses: readonly (Address | null)[], path: Path, report: Report): readonly Address[] {
  const known = new Set<string>();
  return addresses.flatMap((address, index) => {
    if (address === null) return [];
    const text = hostPort(address);
    if (known.has(text)) {
      const message = `\`${text}\` is listed twice; keep one`;
      report.error([...path, 'endpoints', index], 'duplicate-address', message);
    }
    known.add(text);
    return [address];
  });
}
