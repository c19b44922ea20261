import type { Address, DiscoveredEndpoints, EndpointSource } from '../gateway.js';
import type { GatewayDocument } from '../schema/gateway-schema.js';
import type { Path } from '../yaml/tree.js';
import { parseHostPort } from './address.js';
import { DEFAULTS } from './defaults.js';
import { positiveDuration } from './duration.js';
import type { Report } from './report.js';

type Versions = NonNullable<GatewayDocument['spec']['versions']>;
type Shape = NonNullable<Versions[string]['discover']>;

/** How the endpoints of a version are looked up. */
export function canonicalDiscovery(
  shape: Shape,
  path: Path,
  report: Report,
  resolvePath: (path: string) => string,
): DiscoveredEndpoints {
  return {
    kind: 'discovered',
    addresses: [],
    from: sourceOf(shape, path, report, resolvePath),
    interval: positiveDuration(shape.interval, DEFAULTS.discoverInterval, [...path, 'interval'], report),
  };
}

function sourceOf(
  shape: Shape,
  path: Path,
  report: Report,
  resolvePath: (path: string) => string,
): EndpointSource {
  if (shape.kind === 'file') return { kind: 'file', path: resolvePath(shape.path) };
  const { name } = shape;
  const server = serverOf(shape.server, [...path, 'server'], report);
  return shape.kind === 'dns'
    ? { kind: 'dns', name, port: shape.port, server }
    : { kind: 'srv', name, server };
}

/** Its address and not its name: that would have to be looked up first. */
function serverOf(written: string | undefined, path: Path, report: Report): Address | null {
  if (written === undefined) return null;
  const parsed = parseHostPort(written);
  if (parsed.ok && /^[\d.]+$|:/.test(parsed.value.host)) return parsed.value;
  const message = parsed.ok
    ? `\`${written}\` is a name; write the address of the DNS server such as \`127.0.0.1:53\``
    : parsed.message;
  report.error(path, 'bad-address', message);
  return null;
}
