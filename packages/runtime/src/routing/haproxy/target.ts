import { resolve } from 'node:path';
import type { Milliseconds } from '../../config/duration.js';
import type { Address, Gateway } from '../../config/gateway.js';
import { DiscoveryError } from '../../discovery/discovery-error.js';
import { EndpointWatch } from '../../discovery/endpoint-watch.js';
import { Reach } from '../../discovery/reach.js';
import { Repeating } from '../../discovery/repeating.js';
import { errorMessage } from '../../errors/error-message.js';
import type { ExclusiveLock } from '../../files/exclusive-lock.js';
import { Exclusive } from '../exclusive.js';
import { hostPort } from '../host-port.js';
import { routingProblems } from '../routing-problems.js';
import { refuse, servable, type Servable } from '../servable.js';
import { TargetError, type ConfigurationChange, type Routing, type StandaloneTarget } from '../target.js';
import { freePorts, keptPorts, refuseTakenAddresses } from './addresses.js';
import { Binary } from './binary.js';
import {
  certificateDigest,
  certificatePaths,
  RenewedCertificates,
  strayCertificates,
} from './certificates.js';
import { renderConfiguration, type Configuration } from './configuration.js';
import { CANDIDATE_FILE, CONFIGURATION_FILE, Folder } from './folder.js';
import {
  conditionProblems,
  layoutOf,
  layoutProblems,
  loopProblems,
  type Layout,
  type Sites,
} from './layout.js';
import { readRouting, writeRouting } from './live-weights.js';
import { HaproxyProcess, type Found } from './process.js';
import { QUANTUM } from './server-weight.js';
import { LAYOUT_FILE, parseStored, storedText, type StoredLayout } from './stored-layout.js';

export interface HaproxyOptions {
  /** Folder for configuration, sockets and pid file; it is made for its owner alone. */
  readonly directory: string;
  /** Where HAProxy serves its Prometheus exporter; null for nowhere. Port 0 takes a free one. */
  readonly exporter: Address | null;
  /** The command to run; null for the first on PATH or in the system's folders. */
  readonly binary?: string | null;
  /** How long one question on a socket may take. */
  readonly timeout?: Milliseconds;
  /** Which endpoints requests may be sent to; what holds everywhere unless given. */
  readonly reach?: Reach;
  /** How often certificates are looked at; 10 s unless given. */
  readonly renewalInterval?: Milliseconds;
  /** Hears what people should know of a gateway's endpoints and certificates. */
  readonly warn?: (gateway: string, reason: string) => void;
}

/** How long endpoints may be looked up, and HAProxy be given what was found. */
const LONGEST_REFRESH: Milliseconds = 30_000;

/** What HAProxy shall serve, and what has to be written for it. */
interface Wanted {
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly routings: ReadonlyMap<string, Routing>;
  readonly layout: Layout;
  readonly configuration: Configuration;
  /** Of the certificates that HAProxy has read; null where that is not known. */
  readonly certificates: string | null;
}

/** Texts of the files that describe what HAProxy runs with; null for a file that is not there. */
interface Files {
  readonly configuration: string | null;
  readonly layout: string | null;
}

/**
 * A HAProxy of its own for this runtime's gateways. Weights are set in the running process, through its socket, and read
 * back; everything else needs a new configuration, which is loaded without losing a connection. The configuration file
 * always carries the current weights, so that a process that starts from it splits like the one before.
 */
export class HaproxyTarget implements StandaloneTarget {
  readonly serving = 'whole';
  readonly kind = 'haproxy';
  readonly quantum = QUANTUM;
  readonly #folder: Folder;
  readonly #process: HaproxyProcess;
  readonly #exporter: Address | null;
  readonly #binary: string | null;
  readonly #exclusive = new Exclusive();
  /** Held from the first serving on: two runtimes would undo each other's weights without end. */
  #lock: ExclusiveLock | null = null;
  /** What was served last, with the routings that were applied since. */
  #served: Wanted | null = null;
  readonly #warn: (gateway: string, reason: string) => void;
  readonly #endpoints: EndpointWatch;
  readonly #follow: Repeating;
  readonly #renewal: Repeating;
  readonly #renewalInterval: Milliseconds;

  constructor(options: HaproxyOptions) {
    this.#folder = new Folder(resolve(options.directory));
    this.#process = new HaproxyProcess(this.#folder, options.timeout ?? 5_000);
    this.#exporter = options.exporter;
    this.#binary = options.binary ?? null;
    this.#warn = options.warn ?? (() => undefined);
    this.#endpoints = new EndpointWatch(options.reach ?? new Reach(), this.#warn);
    this.#follow = new Repeating(LONGEST_REFRESH);
    this.#renewal = new Repeating(LONGEST_REFRESH);
    this.#renewalInterval = options.renewalInterval ?? 10_000;
  }

  serve(gateways: readonly Gateway[], routings: readonly Routing[], signal: AbortSignal): Promise<void> {
    return this.#exclusive.run(async () => {
      signal.throwIfAborted();
      servable(gateways, routings, QUANTUM);
      await this.#folder.prepare();
      this.#lock ??= this.#folder.lock();
      await this.#lookUp(gateways, signal);
      await this.#serve(gateways, routings, signal);
      this.#followEndpoints(gateways);
      this.#followCertificates();
    });
  }

  /** @param asked with endpoints still to be found among those that are known */
  async #serve(asked: readonly Gateway[], routings: readonly Routing[], signal: AbortSignal): Promise<void> {
    const gateways = asked.map((gateway) => this.#endpoints.resolved(gateway));
    const pairs = servable(gateways, routings, QUANTUM);
    const found = await this.#process.look(signal);
    if (pairs.length === 0) {
      // It has no configuration without anything to listen on.
      await this.#process.end(found, signal);
      await this.#put({ configuration: null, layout: null });
      this.#served = null;
      return;
    }
    const stored = await this.#stored();
    // What the process serves, as far as that is known; a crash may have left files that it never read.
    const live =
      found.state === 'running' && found.info.fingerprint === stored?.fingerprint ? stored.layout : null;
    const layout = this.#asked(gateways);
    const ports = await freePorts(layout, keptPorts(layout, stored?.layout ?? null), live !== null);
    const asIs = found.state === 'running' ? (stored?.certificates ?? null) : null;
    const unread = this.#wanted(pairs, ports, asIs);
    refuse(loopProblems(unread.layout));
    const isServed = found.state === 'running' && found.info.fingerprint === unread.configuration.fingerprint;
    const wanted = isServed
      ? unread
      : { ...unread, certificates: await certificateDigest(certificatePaths(unread.layout), signal) };
    if (isServed) await this.#put(filesOf(wanted));
    else await this.#load(found, live, wanted, signal);
    for (const site of wanted.layout.sites) {
      const routing = wanted.routings.get(site.gateway);
      if (routing !== undefined) await writeRouting(this.#process.admin, site, routing, signal);
    }
    this.#served = wanted;
  }

  /** @throws TargetError where the endpoints of a version are not known */
  async #lookUp(gateways: readonly Gateway[], signal: AbortSignal): Promise<boolean> {
    try {
      return await this.#endpoints.refresh(gateways, signal);
    } catch (error) {
      throw error instanceof DiscoveryError ? new TargetError(error.message, { cause: error }) : error;
    }
  }

  /** Looks endpoints up from now on, and has HAProxy serve those that are there. */
  #followEndpoints(gateways: readonly Gateway[]): void {
    let isBehind = false;
    this.#follow.begin(EndpointWatch.interval(gateways), async (signal) => {
      try {
        isBehind = (await this.#lookUp(gateways, signal)) || isBehind;
        if (!isBehind) return;
        await this.#exclusive.run(async () => {
          if (this.#served === null) return;
          await this.#serve(gateways, [...this.#served.routings.values()], signal);
        });
        isBehind = false;
      } catch (error) {
        const reason = `its endpoints could not be changed: ${errorMessage(error)}`;
        for (const { name } of gateways) this.#warn(name, reason);
      }
    });
  }

  /** Has HAProxy read certificates again that were renewed; with ones that it cannot use, it goes on with those of before. */
  #followCertificates(): void {
    const paths = this.#served === null ? [] : certificatePaths(this.#served.layout);
    const renewed = new RenewedCertificates();
    this.#renewal.begin(paths.length === 0 ? null : this.#renewalInterval, async (signal) => {
      try {
        const found = await certificateDigest(paths, signal);
        if (!renewed.note(this.#served?.certificates ?? null, found)) return;
        await this.#exclusive.run(() => this.#renew(found, signal));
      } catch (error) {
        const reason = `its renewed certificates are not used, those of before are: ${errorMessage(error)}`;
        for (const { gateway, certificates } of this.#served?.layout.sites ?? []) {
          if (certificates.length > 0) this.#warn(gateway, reason);
        }
      }
    });
  }

  /** @param certificates of the files as they are now */
  async #renew(certificates: string | null, signal: AbortSignal): Promise<void> {
    if (this.#served === null) return;
    const found = await this.#process.look(signal);
    // What does not run reads them when it is started.
    if (found.state !== 'running') return;
    const served = { ...this.#served, certificates };
    await this.#check(served, signal);
    await this.#process.reload(found.processes, served.configuration.fingerprint, signal);
    await this.#put(filesOf(served));
    this.#served = served;
  }

  apply(routing: Routing, signal: AbortSignal): Promise<void> {
    return this.#exclusive.run(async () => {
      signal.throwIfAborted();
      const served = this.#served;
      const gateway = served?.gateways.get(routing.gateway);
      const site = served?.layout.sites.find((candidate) => candidate.gateway === routing.gateway);
      if (served === null || gateway === undefined || site === undefined) {
        throw new TargetError(`gateway \`${routing.gateway}\` is not served here`);
      }
      refuse(routingProblems(gateway, routing, QUANTUM));
      const routings = new Map([...served.routings, [routing.gateway, routing]]);
      const configuration = renderConfiguration(served.layout, routings);
      // The file first: should this process end in between, HAProxy starts again with what was meant.
      await this.#folder.write(CONFIGURATION_FILE, configuration.text);
      await writeRouting(this.#process.admin, site, routing, signal);
      this.#served = { ...served, routings, configuration };
    });
  }

  /** In turn with what changes: in the middle of a reload there is nothing to see. */
  observe(gateway: string, signal: AbortSignal): Promise<Routing | null> {
    return this.#exclusive.run(() => this.#observe(gateway, signal));
  }

  async #observe(gateway: string, signal: AbortSignal): Promise<Routing | null> {
    const known = this.#served === null ? await this.#stored() : storedOf(this.#served);
    const site = known?.layout.sites.find((candidate) => candidate.gateway === gateway);
    if (known === null || site === undefined) return null;
    if ((await this.#process.fingerprint(signal)) !== known.fingerprint) return null;
    return readRouting(this.#process.admin, site, signal);
  }

  address(gateway: string): Address | null {
    return this.#served?.layout.sites.find((site) => site.gateway === gateway)?.bind ?? null;
  }

  metricsUrl(): string | null {
    const exporter = this.#served?.layout.exporter ?? null;
    return exporter === null ? null : `http://${hostPort(exporter)}/metrics`;
  }

  async configurationChange(
    gateways: readonly Gateway[],
    routings: readonly Routing[],
  ): Promise<ConfigurationChange> {
    servable(gateways, routings, QUANTUM);
    await this.#lookUp(gateways, AbortSignal.timeout(LONGEST_REFRESH));
    const found = gateways.map((gateway) => this.#endpoints.resolved(gateway));
    const pairs = servable(found, routings, QUANTUM);
    const stored = await this.#stored();
    // A port that is still to be found stays a 0.
    const ports = keptPorts(this.#asked(found), stored?.layout ?? null);
    const { configuration } = this.#wanted(pairs, ports, null);
    return { before: await this.#folder.read(CONFIGURATION_FILE), after: configuration.text };
  }

  /** HAProxy goes on serving, and a later target on the same folder adopts it. */
  close(): Promise<void> {
    this.#follow.end();
    this.#renewal.end();
    return this.#exclusive.run(() => {
      this.#served = null;
      this.#lock?.release();
      this.#lock = null;
      return Promise.resolve();
    });
  }

  shutdown(signal: AbortSignal): Promise<void> {
    this.#follow.end();
    this.#renewal.end();
    return this.#exclusive.run(async () => {
      this.#served = null;
      const found = await this.#process.look(signal);
      await this.#process.end(found, signal);
    });
  }

  async #stored(): Promise<StoredLayout | null> {
    const text = await this.#folder.read(LAYOUT_FILE);
    return text === null ? null : parseStored(text);
  }

  /**
   * The layout with port 0 where any will do.
   * @throws TargetError when HAProxy cannot be given such a layout
   */
  #asked(gateways: readonly Gateway[]): Layout {
    const layout = layoutOf(gateways, this.#exporter, new Map());
    refuse([...layoutProblems(layout), ...conditionProblems(gateways)]);
    return layout;
  }

  #wanted(
    pairs: readonly Servable[],
    ports: ReadonlyMap<string, number>,
    certificates: string | null,
  ): Wanted {
    const gateways = pairs.map(({ gateway }) => gateway);
    const layout = layoutOf(gateways, this.#exporter, ports);
    const routings = new Map(pairs.map(({ routing }) => [routing.gateway, routing]));
    return {
      gateways: new Map(gateways.map((gateway) => [gateway.name, gateway])),
      routings,
      layout,
      configuration: renderConfiguration(layout, routings),
      certificates,
    };
  }

  /** Brings the configuration into the process: by a reload where one runs, by a start where none does. */
  async #load(found: Found, live: Sites | null, wanted: Wanted, signal: AbortSignal): Promise<void> {
    const { layout, configuration } = wanted;
    const binary = await this.#check(wanted, signal);
    if (found.state === 'damaged') await this.#process.end(found, signal);
    // A process that serves something unknown may hold any of the addresses itself.
    if (found.state !== 'running' || live !== null) await refuseTakenAddresses(layout, live, signal);
    const before: Files = {
      configuration: await this.#folder.read(CONFIGURATION_FILE),
      layout: await this.#folder.read(LAYOUT_FILE),
    };
    await this.#put(filesOf(wanted));
    try {
      if (found.state === 'running') {
        await this.#process.reload(found.processes, configuration.fingerprint, signal);
      } else {
        await this.#process.start(binary, configuration, signal);
      }
    } catch (error) {
      // HAProxy did not take them: the files describe what runs, also to whoever loads them next. After an abort it may
      // have taken them; which it was shows when it is served again.
      if (error instanceof TargetError) await this.#put(before);
      throw error;
    }
    await this.#folder.removePools(layout.pools);
  }

  /** @throws TargetError with what HAProxy has against a configuration, or the files that it names */
  async #check({ gateways, configuration }: Wanted, signal: AbortSignal): Promise<Binary> {
    refuse(await strayCertificates([...gateways.values()]));
    const binary = Binary.find(this.#binary);
    await this.#folder.write(CANDIDATE_FILE, configuration.text);
    try {
      await this.#process.check(binary, configuration, signal);
    } finally {
      await this.#folder.remove(CANDIDATE_FILE);
    }
    return binary;
  }

  async #put(files: Files): Promise<void> {
    for (const [name, text] of [
      [CONFIGURATION_FILE, files.configuration],
      [LAYOUT_FILE, files.layout],
    ] as const) {
      if (text === null) await this.#folder.remove(name);
      else await this.#folder.write(name, text);
    }
  }
}

function storedOf({ layout, configuration, certificates }: Wanted): StoredLayout {
  const { sites, exporter } = layout;
  return { fingerprint: configuration.fingerprint, certificates, layout: { sites, exporter } };
}

function filesOf(wanted: Wanted): Files {
  return { configuration: wanted.configuration.text, layout: storedText(storedOf(wanted)) };
}
