import type { MetricCatalogue } from '@lamia/lang';
import { isClusterTarget, type ClusterTargetSpec, type Gateway } from '../../config/gateway.js';
import type { MetricSource } from '../../metrics/source.js';
import type { LeftGateway, RouteTarget, SeparateTarget } from '../../routing/target.js';
import { Sources } from '../../standalone/sources.js';

const LEFT_WITHIN = 30_000;

type ClusterKind = ClusterTargetSpec['kind'];

/** What the gateways of a controller are connected to: one data plane of each kind, and what their programs read. */
export class ClusterConnections {
  readonly #targets = new Map<ClusterKind, SeparateTarget>();
  readonly #sources = new Sources();
  readonly #openTarget: (kind: ClusterKind) => SeparateTarget;

  readonly #listed: (target: ClusterTargetSpec) => Promise<void>;

  /** @param listed resolves once it is known what a data plane has */
  constructor(
    openTarget: (kind: ClusterKind) => SeparateTarget,
    listed: (target: ClusterTargetSpec) => Promise<void>,
  ) {
    this.#openTarget = openTarget;
    this.#listed = listed;
  }

  /** @throws ClusterError, StandaloneError where its data plane or what it reads cannot be reached */
  async open(gateway: Gateway): Promise<void> {
    const { target } = gateway;
    if (target.kind === 'embedded' || target.kind === 'haproxy') throw inNoCluster(gateway);
    await this.#listed(target);
    await this.#sources.open(gateway, this.targetOf(gateway));
  }

  targetOf({ name, target: { kind } }: Gateway): RouteTarget {
    if (!isClusterTarget(kind))
      throw new RangeError(`the gateway ${name} has a target that is in no cluster`);
    return this.#target(kind);
  }

  /**
   * Has the data plane leave a gateway that does not run here.
   * @throws TargetError, ClusterError where its objects could not be removed
   */
  async leave(gateway: LeftGateway & { readonly target: ClusterTargetSpec }): Promise<void> {
    await this.#listed(gateway.target);
    await this.#target(gateway.target.kind).leave(gateway, AbortSignal.timeout(LEFT_WITHIN));
  }

  sourceOf(gateway: Gateway): MetricSource | null {
    return this.#sources.of(gateway)?.source ?? null;
  }

  catalogueOf(gateway: Gateway): MetricCatalogue | null {
    return this.#sources.of(gateway)?.language ?? null;
  }

  /** Closes what none of these gateways reads. */
  async keepOnly(gateways: Iterable<Gateway>): Promise<void> {
    await this.#sources.keepOnly(gateways);
  }

  #target(kind: ClusterKind): SeparateTarget {
    const target = this.#targets.get(kind) ?? this.#openTarget(kind);
    this.#targets.set(kind, target);
    return target;
  }

  async close(): Promise<void> {
    await this.#sources.close();
    for (const target of this.#targets.values()) await target.close();
  }
}

function inNoCluster({ name, target }: Gateway): RangeError {
  return new RangeError(`the gateway ${name} has the target ${target.kind}, which is in no cluster`);
}
