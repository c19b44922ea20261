import type { Gateway } from '../config/gateway.js';
import type { UpstreamPatterns } from '../config/runtime/upstream-patterns.js';
import { destinationsOf } from './own-addresses.js';

/**
 * Why a gateway may not be served by a runtime whose versions must be at certain hosts; null where it may. Endpoints that are looked
 * up go by the name that is asked; a file with endpoints is that of whoever runs the runtime.
 */
export function isElsewhere(gateway: Gateway, allowed: UpstreamPatterns | null): string | null {
  if (allowed === null) return null;
  const names = gateway.versions.flatMap(({ endpoints }) =>
    endpoints.kind === 'discovered' && endpoints.from.kind === 'srv' ? [endpoints.from.name] : [],
  );
  const hosts = [...destinationsOf(gateway).map(({ host }) => host), ...names];
  const refused = hosts.find((host) => !allowed.allow(host.toLowerCase()));
  return refused === undefined
    ? null
    : `\`${refused}\` is not among the \`upstreams\` of this runtime; name a host that is, or have it added to the runtime's configuration`;
}
