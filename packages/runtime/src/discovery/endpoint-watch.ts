import type { Address, Endpoints, Gateway, Version } from '../config/gateway.js';
import { hostPort } from '../routing/host-port.js';
import { DiscoveryError } from './discovery-error.js';
import type { Endpoint, Reach, Reached } from './reach.js';

/** What is known of a version's endpoints, and where that was asked for: what another description had is no help. */
interface Known {
  readonly source: string;
  readonly endpoints: readonly Endpoint[];
}

/** Hears what people should know of a version's endpoints. */
export type HearTrouble = (gateway: string, text: string) => void;

/**
 * The endpoints of versions, as addresses that may be reached; others are left out and told of. What was found last stays where
 * nothing is found or the search fails: whoever answers for names is no reason to leave endpoints that may be well.
 */
export class EndpointWatch {
  readonly #reach: Reach;
  readonly #hear: HearTrouble;
  readonly #known = new Map<string, Known>();
  readonly #troubles = new Map<string, string>();
  #resolved = new WeakMap<Gateway, { readonly key: string; readonly gateway: Gateway }>();

  constructor(reach: Reach, hear: HearTrouble) {
    this.#reach = reach;
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
   * Looks everything up and asks whether it may be reached; true when an endpoint came or went.
   * @throws DiscoveryError where nothing is known of a version, not even from before; the signal's reason when that is aborted
   */
  async refresh(gateways: readonly Gateway[], signal: AbortSignal): Promise<boolean> {
    const changes = await Promise.all(
      gateways.flatMap((gateway) => gateway.versions.map((version) => this.#look(gateway, version, signal))),
    );
    this.#forgetAllBut(gateways);
    return changes.includes(true);
  }

  /** The gateway with the endpoints that are known; the same object for the same ones. */
  resolved(gateway: Gateway): Gateway {
    const versions = gateway.versions.map((version) => this.#resolvedVersion(gateway.name, version));
    if (versions.every((version, index) => version === gateway.versions[index])) return gateway;
    const key = JSON.stringify(versions.map(({ endpoints }) => endpoints));
    const before = this.#resolved.get(gateway);
    if (before?.key === key) return before.gateway;
    const resolved = { ...gateway, versions };
    this.#resolved.set(gateway, { key, gateway: resolved });
    return resolved;
  }

  #resolvedVersion(gateway: string, version: Version): Version {
    const { endpoints } = version;
    const known = this.#knownOf(nameOf(gateway, version.label), endpoints);
    const addresses = addressesOf(known ?? []);
    if (endpoints.kind === 'discovered') return { ...version, endpoints: { kind: 'list', addresses } };
    if (known === null || textOf(addresses) === textOf(endpoints.addresses)) return version;
    // A version of which nothing may be reached has no address, and its share is answered by nobody else.
    const kind = addresses.length === 0 ? 'list' : endpoints.kind;
    return { ...version, endpoints: { kind, addresses } };
  }

  async #look(
    { name: gateway, traffic: { healthCheck } }: Gateway,
    { label, endpoints: source }: Version,
    signal: AbortSignal,
  ): Promise<boolean> {
    const name = nameOf(gateway, label);
    const before = this.#knownOf(name, source);
    const checked = healthCheck?.port ?? null;
    let found: Reached;
    try {
      found = await this.#reach.endpoints(source, checked, before ?? [], signal);
    } catch (error) {
      if (!(error instanceof DiscoveryError)) throw error;
      if (before === null) {
        const message = `the endpoints of version \`${label}\` of gateway \`${gateway}\` are not known: ${error.message}`;
        throw new DiscoveryError(message, { cause: error });
      }
      this.#tell(gateway, label, `are not followed: ${error.message}`);
      return false;
    }
    const refused = found.refused.length === 0 ? null : found.refused.join('; ');
    // A list that the gateway has itself is what it says; one that was found may be gone for reasons of others.
    const isGone = source.kind === 'discovered' && found.endpoints.length === 0;
    const kept = isGone ? this.#reach.stillReached(before ?? [], checked) : [];
    const endpoints = kept.length === 0 ? found.endpoints : kept;
    if (kept.length > 0) {
      const why = refused ?? 'no endpoint is found any more';
      this.#tell(gateway, label, `are not followed: ${why}; those of before are kept`);
    } else this.#tell(gateway, label, refused === null ? null : `are not all used: ${refused}`);
    this.#known.set(name, { source: JSON.stringify(source), endpoints });
    return before !== null && textOf(addressesOf(before)) !== textOf(addressesOf(endpoints));
  }

  #knownOf(name: string, source: Endpoints): readonly Endpoint[] | null {
    const known = this.#known.get(name);
    return known?.source === JSON.stringify(source) ? known.endpoints : null;
  }

  #forgetAllBut(gateways: readonly Gateway[]): void {
    const names = new Set(
      gateways.flatMap(({ name, versions }) => versions.map(({ label }) => nameOf(name, label))),
    );
    for (const name of this.#known.keys()) {
      if (names.has(name)) continue;
      this.#known.delete(name);
      this.#troubles.delete(name);
    }
  }

  /** Once for each trouble, and once when it is over. */
  #tell(gateway: string, label: string, trouble: string | null): void {
    const name = nameOf(gateway, label);
    if ((this.#troubles.get(name) ?? null) === trouble) return;
    if (trouble === null) this.#troubles.delete(name);
    else this.#troubles.set(name, trouble);
    this.#hear(gateway, `the endpoints of ${label} ${trouble ?? 'are followed again'}`);
  }
}

function nameOf(gateway: string, label: string): string {
  return `${gateway}/${label}`;
}

function addressesOf(endpoints: readonly Endpoint[]): readonly Address[] {
  return endpoints.map(({ address }) => address);
}

function textOf(addresses: readonly Address[]): string {
  return addresses.map(hostPort).join(' ');
}
