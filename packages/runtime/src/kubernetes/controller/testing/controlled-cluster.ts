import type { Gateway } from '../../../config/gateway.js';
import { SimulatedSeparateTarget } from '../../../release/testing/separate-target.js';
import { World } from '../../../release/testing/world.js';
import { KINDS } from '../../cluster/kinds.js';
import type { KubernetesObject, ObjectKind } from '../../cluster/object.js';
import { writtenStatus } from '../../resources/written-status.js';
import { ActMarks } from '../../store/act-marks.js';
import { ResourceStore } from '../../store/resource-store.js';
import { SimulatedCluster } from '../../testing/simulated-cluster.js';
import type { SimulatedConnection } from '../../testing/simulated-connection.js';
import { openSource } from '../allowed-sources.js';
import { ClusterConnections } from '../cluster-connections.js';
import { GatewayController } from '../gateway-controller.js';

const signal = new AbortController().signal;
/** The gateway of these tests. */
export const KEY = 'team/shop';
/** What gateways may read. */
export const SOURCE = 'http://127.0.0.1:9';

/** A replica of the controller with one shard. */
export interface Replica {
  readonly world: World;
  readonly controller: GatewayController;
  /** Its own way to the API server. */
  readonly connection: SimulatedConnection;
  readonly refused: readonly string[];
  readonly stopped: readonly string[];
  /** Ends it in the middle of whatever it does: from now on it changes nothing, and loses what it remembers. */
  kill(): void;
}

/** Lets a test do something between the moment that everything is open and the one at which the gateway runs. */
class ObservedConnections extends ClusterConnections {
  afterOpening = (): Promise<void> => Promise.resolve();

  override async open(gateway: Gateway): Promise<void> {
    await super.open(gateway);
    await this.afterOpening();
  }
}

/** A cluster with the versions v1 and v2 of a shop, and replicas of the controller that share its data plane and its time. */
export class ControlledCluster {
  readonly cluster = new SimulatedCluster();
  /** That of the test itself. */
  readonly connection = this.cluster.connect();
  readonly target = new SimulatedSeparateTarget();
  readonly shared = new World();
  afterOpening: () => Promise<void> = () => Promise.resolve();

  static async open(): Promise<ControlledCluster> {
    const opened = new ControlledCluster();
    for (const version of ['v1', 'v2']) {
      await opened.connection.create(KINDS.deployment, deployment(version), signal);
    }
    return opened;
  }

  /** One that has no shard yet. */
  replica(): Replica & { readonly begin: (epoch: number) => void } {
    const { cluster, target, shared } = this;
    const connection = cluster.connect({ manager: 'lamia' });
    const refused: string[] = [];
    const stopped: string[] = [];
    let isAlive = true;
    const watched = (kind: ObjectKind) => ({
      get: (key: string) => {
        const [namespace = '', name = ''] = key.split('/');
        return cluster.get(kind, { namespace, name });
      },
      list: (namespace?: string) => cluster.list(kind, { namespace: namespace ?? null }).items,
    });
    const gateways = watched(KINDS.gateway);
    const wrote = (): void => undefined;
    const marks = new ActMarks();
    const now = (): number => shared.clock.now();
    const store = new ResourceStore({
      ...{ objects: connection, newest: (key: string) => gateways.get(key), wrote, marks, now },
      fenceOf: (key) => controller.fenceOf(key),
      running: (key) => controller.running.get(key) ?? null,
    });
    const connections = new ObservedConnections(
      () => target,
      () => Promise.resolve(),
    );
    connections.afterOpening = () => this.afterOpening();
    const world = new World(
      {
        clock: shared.clock,
        targetOf: (gateway) => connections.targetOf(gateway),
        sourceOf: (gateway) => connections.sourceOf(gateway),
        catalogueOf: (gateway) => connections.catalogueOf(gateway),
      },
      {},
      store,
    );
    const controller: GatewayController = new GatewayController({
      ...{ runtime: world.runtime, cluster: connection, connections, gateways, wrote, marks, now },
      ...{ policies: watched(KINDS.policy), deployments: watched(KINDS.deployment) },
      ...{ sources: [openSource(SOURCE)], shardOf: () => 0, enqueue: () => undefined },
      refused: (_key, message) => refused.push(message),
      stopped: (_key, { reason }) => stopped.push(reason),
    });
    return {
      ...{ world, controller, connection, refused, stopped },
      begin: (epoch) => {
        controller.begin(0, { epoch, holds: () => isAlive });
      },
      kill: () => {
        isAlive = false;
        connection.inject({ failure: 'unreachable' });
        // Waited for by who ends the test.
        void world.runtime.stop();
      },
    };
  }

  /** A replica that is at work. */
  async started(epoch = 1): Promise<Replica> {
    const replica = this.replica();
    await replica.world.start();
    replica.begin(epoch);
    return replica;
  }

  async stop(...replicas: readonly Replica[]): Promise<void> {
    for (const { world } of replicas) {
      const stopped = world.runtime.stop();
      await this.shared.clock.advance(120_000);
      await stopped;
    }
  }

  async create(object: KubernetesObject): Promise<void> {
    await this.connection.create(KINDS.gateway, object, signal);
  }

  /** The resource of a gateway as it is now. */
  resource(name = 'shop'): KubernetesObject {
    const found = this.cluster.get(KINDS.gateway, { namespace: 'team', name });
    if (found === null) throw new Error('the resource is there');
    return found;
  }

  async edit(change: (now: KubernetesObject) => KubernetesObject): Promise<void> {
    await this.connection.replace(KINDS.gateway, change(this.resource()), signal);
  }

  phase(): unknown {
    return writtenStatus(this.resource()).state?.release?.phase;
  }
}

export function deployment(version: string): KubernetesObject {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: { name: `shop-${version}`, namespace: 'team', labels: { app: 'shop', version } },
    spec: { replicas: 1 },
  };
}

/** A gateway that is released step by step, every ten seconds. */
export function gatewayResource(spec: Record<string, unknown> = {}, name = 'shop'): KubernetesObject {
  return {
    ...{ apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata: { name, namespace: 'team' } },
    spec: {
      ...{ application: 'shop', target: { kind: 'gateway-api' }, baseline: 'v1', candidate: 'v2' },
      routes: [{ name: 'default', weights: { v1: 100 } }],
      policies: [{ type: 'time', interval: '10s' }],
      ...spec,
    },
  };
}
