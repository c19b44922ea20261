import type { MetricCatalogue } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import type { MetricSource } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';
import type { DataPlanes } from './data-planes.js';
import type { OpenSource, Sources } from './sources.js';

/** What the gateways of a runtime are connected to: their data planes and what their programs read. */
export class Connections {
  readonly #planes: DataPlanes<RouteTarget>;
  readonly #sources: Sources;

  constructor(planes: DataPlanes<RouteTarget>, sources: Sources) {
    this.#planes = planes;
    this.#sources = sources;
  }

  /** @throws StandaloneError, TargetError where one of them cannot be opened */
  async open(gateway: Gateway): Promise<void> {
    await this.#sources.open(gateway, await this.#planes.open(gateway));
  }

  /** Reads the pages of data planes that serve by now. */
  async begin(): Promise<void> {
    await this.#sources.begin();
  }

  /** Closes what none of these gateways needs. */
  async keepOnly(gateways: readonly Gateway[]): Promise<void> {
    await this.#sources.keepOnly(gateways);
    await this.#planes.keepOnly(gateways);
  }

  targetOf(gateway: Gateway): RouteTarget {
    return this.#planes.of(gateway);
  }

  sourceOf(gateway: Gateway): MetricSource | null {
    return this.#sources.of(gateway)?.source ?? null;
  }

  /** The source with its catalogue; null for a gateway without metrics. */
  metricsOf(gateway: Gateway): OpenSource | null {
    return this.#sources.of(gateway);
  }

  catalogueOf(gateway: Gateway): MetricCatalogue | null {
    return this.#sources.of(gateway)?.language ?? null;
  }
}
