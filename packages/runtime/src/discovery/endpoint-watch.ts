import type { Address, DiscoveredEndpoints, Gateway, Version } from '../config/gateway.js';
import { hostPort } from '../routing/host-port.js';
import { DiscoveryError } from './discovery-error.js';
import { findEndpoints } from './find-endpoints.js';

/** Hears that a version's endpoints cannot be followed; null once they can again. */
export type HearTrouble = (gateway: string, version: string, reason: string | null) => void;

/**
 * The endpoints of versions that are discovered. What was found last stays where nothing is found or the search fails: whoever
 * answers for names is no reason to leave endpoints that may be well.
 */
export class EndpointWatch {
  readonly #hear: HearTrouble;
  readonly #known = new Map<string, readonly Address[]>();
  readonly #troubles = new Map<string, string>();
  #resolved = new WeakMap<Gateway, { readonly key: string; readonly gateway: Gateway }>();

  constructor(hear: HearTrouble) {
    this.#hear = hear;
  }

  /** How often there is something to look up for these gateways; null for never. */
  static interval(gateways: readonly Gateway[]): number | null {
    const intervals = gateways
      .flatMap(({ versions }) => versions)
      .flatMap(({ endpoints }) => (endpoints.kind === 'discovered' ? [endpoints.interval] : []));
    return intervals.length === 0 ? null : Math.min(...intervals);
  }

  /**
   * Looks everything up; true when an endpoint came or went.
   * @throws DiscoveryError where nothing is known of a version, not even from before; the signal's reason when that is aborted
   */
  async refresh(gateways: readonly Gateway[], signal: AbortSignal): Promise<boolean> {
    const changes = await Promise.all(
      gateways.flatMap((gateway) =>
        gateway.versions.flatMap((version) =>
          version.endpoints.kind === 'discovered'
            ? [this.#look(gateway.name, version, version.endpoints, signal)]
            : [],
        ),
      ),
    );
    return changes.includes(true);
  }

  /** The gateway with the endpoints that are known; the same object for the same ones. */
  resolved(gateway: Gateway): Gateway {
    if (gateway.versions.every(({ endpoints }) => endpoints.kind !== 'discovered')) return gateway;
    const versions = gateway.versions.map((version): Version => {
      if (version.endpoints.kind !== 'discovered') return version;
      const addresses = this.#known.get(nameOf(gateway.name, version.label)) ?? [];
      return { ...version, endpoints: { kind: 'list', addresses } };
    });
    const key = JSON.stringify(versions.map(({ endpoints }) => endpoints));
    const before = this.#resolved.get(gateway);
    if (before?.key === key) return before.gateway;
    const resolved = { ...gateway, versions };
    this.#resolved.set(gateway, { key, gateway: resolved });
    return resolved;
  }

  async #look(
    gateway: string,
    { label }: Version,
    { from }: DiscoveredEndpoints,
    signal: AbortSignal,
  ): Promise<boolean> {
    const name = nameOf(gateway, label);
    const before = this.#known.get(name);
    try {
      const found = await findEndpoints(from, signal);
      if (found.length === 0 && before !== undefined && before.length > 0) {
        throw new DiscoveryError('no endpoint is found any more; those of before are kept');
      }
      this.#tell(gateway, label, null);
      this.#known.set(name, found);
      return before !== undefined && textOf(before) !== textOf(found);
    } catch (error) {
      if (!(error instanceof DiscoveryError)) throw error;
      if (before === undefined) {
        const message = `the endpoints of version \`${label}\` of gateway \`${gateway}\` are not known: ${error.message}`;
        throw new DiscoveryError(message, { cause: error });
      }
      this.#tell(gateway, label, error.message);
      return false;
    }
  }

  /** Once for each reason. */
  #tell(gateway: string, label: string, reason: string | null): void {
    const name = nameOf(gateway, label);
    if ((this.#troubles.get(name) ?? null) === reason) return;
    if (reason === null) this.#troubles.delete(name);
    else this.#troubles.set(name, reason);
    this.#hear(gateway, label, reason);
  }
}

function nameOf(gateway: string, label: string): string {
  return `${gateway}/${label}`;
}

function textOf(addresses: readonly Address[]): string {
  return addresses.map(hostPort).join(' ');
}
