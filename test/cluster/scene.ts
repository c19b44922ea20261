import { join } from 'node:path';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { apply, eventually, makeNamespace, pathOf, succeeded } from './cluster.js';
import { accountAccess, applyManifests, CONTROLLER, rightsManifests } from './controller-account.js';
import { startController, type ControllerProcess } from './controller-process.js';
import { definitionsIn, install } from './definitions.js';
import { deploy } from './deploy.js';
import { request, type Access } from './server/request.mjs';
import { startServer, type RunningServer } from './server/start.mjs';
import { SimulatedPlane } from './simulated-plane.js';

const CRDS = join(import.meta.dirname, '../../deploy/crds');
/** What the candidate has after each step of the gateway of a scene. */
export const SHARES = [0, 25, 50, 75, 100];

/** The versions v1 and v2 of a shop on an API server of their own, whose routes are those of the Gateway API, and replicas of the controller. */
export class Scene {
  readonly #replicas: ControllerProcess[] = [];
  #other: Shop | null = null;

  private constructor(
    readonly server: RunningServer,
    readonly namespace: string,
    readonly plane: SimulatedPlane,
  ) {}

  /**
   * @param folder of the published definitions
   * @param installed brings the definitions and rights of the controller
   */
  static async open(assets: string, folder: string, installed = byManifests): Promise<Scene> {
    const server = await startServer(assets);
    const { access } = server;
    const published = definitionsIn(folder).filter(({ spec }) => spec.group === 'gateway.networking.k8s.io');
    await install(access, published);
    await installed(server);
    const { namespace, plane } = await openShop(access);
    return new Scene(server, namespace, plane);
  }

  async close(): Promise<void> {
    await Promise.all(this.#replicas.map((replica) => replica.stop()));
    await this.plane.stop();
    await this.#other?.plane.stop();
    await this.server.stop();
  }

  /** Another team with a shop in a namespace of its own. */
  async openOther(): Promise<Shop> {
    return (this.#other = await openShop(this.server.access));
  }

  get replicas(): readonly ControllerProcess[] {
    return this.#replicas;
  }

  /** A replica that looks after the shop. */
  start(name: string, more: readonly string[] = []): Promise<ControllerProcess> {
    return this.startWith(name, ['--namespaces', this.namespace, ...more]);
  }

  /** A replica with the rights that are shipped, and no others. */
  async startWith(name: string, args: readonly string[]): Promise<ControllerProcess> {
    const access = await accountAccess(this.server.access, CONTROLLER);
    const replica = await startController({ name, access, args });
    this.#replicas.push(replica);
    return replica;
  }

  /** Applies the gateway `shop`, which steps by 25 % every other second. */
  async applyGateway(
    more: Readonly<Record<string, unknown>> = {},
    namespace: string = this.namespace,
  ): Promise<void> {
    await apply(this.server.access, KINDS.gateway, {
      ...{ apiVersion: KINDS.gateway.apiVersion, kind: KINDS.gateway.kind },
      metadata: { name: 'shop', namespace },
      spec: {
        application: 'shop',
        hosts: ['shop.example'],
        target: { kind: 'gateway-api', parents: [{ name: 'public' }] },
        versions: { v1: { service: 'shop-v1', port: 8080 }, v2: { service: 'shop-v2', port: 8080 } },
        ...{ baseline: 'v1', candidate: 'v2' },
        routes: [{ name: 'default', weights: { v1: 100 } }],
        policies: [{ type: 'time', interval: '2s', step: '25%' }],
        ...more,
      },
    });
  }

  /** The gateway's resource; null where it is gone. */
  async gateway(namespace: string = this.namespace): Promise<KubernetesObject | null> {
    const path = `${pathOf(KINDS.gateway, namespace)}/shop`;
    const answer = await request(this.server.access, 'GET', path);
    return answer.status === 404 ? null : (succeeded(answer) as KubernetesObject);
  }

  /** Asks for an act as `kubectl annotate` does. */
  async annotate(act: string): Promise<void> {
    const path = `${pathOf(KINDS.gateway, this.namespace)}/shop`;
    const body = { metadata: { annotations: { 'lamia.dev/act': act } } };
    const contentType = 'application/merge-patch+json';
    succeeded(await request(this.server.access, 'PATCH', path, { body, contentType }));
  }

  /** What is asked for by now; null for nothing. */
  async asked(): Promise<string | null> {
    return (await this.gateway())?.metadata.annotations?.['lamia.dev/act'] ?? null;
  }

  async status(namespace: string = this.namespace): Promise<Readonly<Record<string, unknown>>> {
    return ((await this.gateway(namespace))?.['status'] ?? {}) as Readonly<Record<string, unknown>>;
  }

  /** Of a condition in the gateway's status, such as `False Invalid`. */
  async condition(type: string): Promise<string> {
    const { conditions = [] } = (await this.status()) as {
      readonly conditions?: readonly {
        readonly type: string;
        readonly status: string;
        readonly reason: string;
      }[];
    };
    const found = conditions.find((each) => each.type === type);
    return found === undefined ? '' : `${found.status} ${found.reason}`;
  }

  /** What `kubectl describe` shows of the gateway: `Warning ReleaseEnded: …`. */
  private async events(namespace: string): Promise<readonly string[]> {
    const answer = await request(this.server.access, 'GET', pathOf(KINDS.event, namespace));
    const { items } = succeeded(answer) as {
      readonly items: readonly { readonly type: string; readonly reason: string; readonly message: string }[];
    };
    return items.map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
  }

  /** Resolves once an event says something; they are written beside everything else, in their own time. */
  async tells(what: RegExp, namespace = this.namespace): Promise<void> {
    let events: readonly string[] = [];
    try {
      await eventually(`an event says ${String(what)}`, async () => {
        events = await this.events(namespace);
        return events.some((event) => what.test(event));
      });
    } catch (error) {
      throw new Error([...events, this.logs()].join('\n'), { cause: error });
    }
  }

  get route(): string {
    return this.plane.routes()[0] ?? '';
  }

  /** What the candidate had of the traffic, one state after the other. */
  shares(): readonly number[] {
    return this.plane.seen(this.route).map(({ weights }) => {
      const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      return (100 * (weights['shop-v2'] ?? 0)) / all;
    });
  }

  logs(): string {
    return this.#replicas.map((each) => each.log()).join('\n');
  }

  async reaches(share: number): Promise<void> {
    try {
      await eventually(`${share} % for the candidate`, () =>
        Promise.resolve((this.shares().at(-1) ?? 0) >= share),
      );
    } catch (error) {
      throw new Error(this.logs(), { cause: error });
    }
  }

  /** Resolves once the candidate has just that share: a status may say so before the data plane was looked at again. */
  serves(share: number): Promise<void> {
    return eventually(`the candidate has ${share} %`, () => Promise.resolve(this.shares().at(-1) === share));
  }

  isPromoted(): Promise<void> {
    return this.comesTo('Promoted');
  }

  /** Resolves once a release is in a phase, also where the API server is away for a while. */
  comesTo(phase: string, namespace: string = this.namespace): Promise<void> {
    return eventually(
      `it is ${phase}`,
      async () => (await this.status(namespace).catch(() => ({ phase: '' }))).phase === phase,
    );
  }

  /** The replica that runs the release, by when they logged last, which that one does every other second. */
  runner(): ControllerProcess {
    const [runner] = this.#replicas.toSorted((left, right) => lastTime(right).localeCompare(lastTime(left)));
    if (runner === undefined) throw new Error('there is a replica');
    return runner;
  }

  /** When a replica was heard of last, as it says itself. */
  async renewal({ name }: ControllerProcess): Promise<string | undefined> {
    const answer = await request(this.server.access, 'GET', pathOf(KINDS.lease, CONTROLLER.namespace));
    const { items } = succeeded(answer) as { readonly items: readonly KubernetesObject[] };
    const own = items.find(({ metadata }) => metadata.name.startsWith(`lamia-replica-${name}-`));
    return (own?.['spec'] as { readonly renewTime?: string } | undefined)?.renewTime;
  }
}

/** The versions of a shop in a namespace, and the data plane of that namespace. */
interface Shop {
  readonly namespace: string;
  readonly plane: SimulatedPlane;
}

async function byManifests({ access }: RunningServer): Promise<void> {
  await install(access, definitionsIn(CRDS));
  await applyManifests(access, rightsManifests());
}

async function openShop(access: Access): Promise<Shop> {
  const namespace = await makeNamespace(access, 'release');
  for (const name of ['shop-v1', 'shop-v2']) {
    const spec = { ports: [{ port: 8080, protocol: 'TCP' }], selector: { app: 'shop' } };
    const metadata = { name, namespace };
    await apply(access, KINDS.service, { apiVersion: 'v1', kind: 'Service', metadata, spec });
  }
  for (const version of ['v1', 'v2']) await deploy(access, namespace, version);
  const plane = new SimulatedPlane(access, namespace);
  plane.start();
  return { namespace, plane };
}

const lastTime = (replica: ControllerProcess): string =>
  [...replica.log().matchAll(/"time":"([^"]+)","event":"[^"]+","gateway"/g)].at(-1)?.[1] ?? '';
