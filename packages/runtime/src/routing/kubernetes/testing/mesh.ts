import { PLAIN_TRAFFIC, type ClusterTargetSpec, type Gateway } from '../../../config/gateway.js';
import type { Weights } from '../../../config/weights.js';
import type { KubernetesObject, ObjectKind } from '../../../kubernetes/cluster/object.js';
import { SimulatedCluster } from '../../../kubernetes/testing/simulated-cluster.js';
import type { SimulatedConnection } from '../../../kubernetes/testing/simulated-connection.js';
import type { Routing } from '../../target.js';
import { fieldAt, listAt, withField, type FieldPath } from '../fields.js';
import { planeOf } from '../planes.js';
import { ClusterTarget, type ClusterTargetPorts } from '../target.js';

export const NAMESPACE = 'default';
export const NAME = 'default/shop';

type Given = Partial<Omit<Gateway, 'target'>> & { readonly target: Partial<ClusterTargetSpec> };

/** Settings of a target as a file without any of them has it. */
export function targetSpec(given: Partial<ClusterTargetSpec>): ClusterTargetSpec {
  const common = { adopt: null, onDelete: 'keep', force: false, discover: null } as const;
  const defaults: Readonly<Record<ClusterTargetSpec['kind'], ClusterTargetSpec>> = {
    istio: { kind: 'istio', gateways: ['mesh'], ...common },
    'gateway-api': { kind: 'gateway-api', parents: [], ...common },
    gloo: { kind: 'gloo', object: 'VirtualService', ...common },
  };
  return { ...defaults[given.kind ?? 'istio'], ...given } as ClusterTargetSpec;
}

/** A gateway of a shop with the versions v1 and v2, each behind a service of its own, and a route for testers. */
export function shop({ target, ...given }: Given): Gateway {
  const version = (label: string) => ({
    label,
    endpoints: { kind: 'single', addresses: [{ host: `shop-${label}`, port: 80 }] } as const,
    labels: null,
  });
  return {
    name: NAME,
    namespace: NAMESPACE,
    labels: new Map(),
    application: 'shop',
    hosts: ['shop.example'],
    listen: null,
    target: targetSpec(target),
    traffic: PLAIN_TRAFFIC,
    versions: [version('v1'), version('v2')],
    baseline: 'v1',
    candidate: 'v2',
    metrics: null,
    routes: [
      {
        name: 'testers',
        condition: 'header "x-group" exact "testers"',
        weights: new Map([['v2', 10_000]]),
        mirror: null,
      },
      { name: 'default', condition: null, weights: new Map([['v1', 10_000]]), mirror: null },
    ],
    policies: [],
    ...given,
  };
}

/** Testers get v2, and everybody else so many hundredths of a percent of it. */
export function routed(v2: number, testers: Weights = new Map([['v2', 10_000]])): Routing {
  const others = new Map([
    ['v1', 10_000 - v2],
    ['v2', v2],
  ]);
  return {
    gateway: NAME,
    routes: new Map([
      ['testers', testers],
      ['default', others],
    ]),
  };
}

/** What was observed, as plain data without what has no share. */
export function plainly(routing: Routing | null): unknown {
  if (routing === null) return null;
  return Object.fromEntries(
    [...routing.routes].map(([route, weights]) => [
      route,
      Object.fromEntries([...weights].filter(([, share]) => share > 0)),
    ]),
  );
}

/** A simulated cluster with a target and a data plane that accepts what it is asked to. */
export class Mesh {
  readonly cluster = new SimulatedCluster();
  readonly connection: SimulatedConnection = this.cluster.connect();
  /** Others who write. */
  readonly others: SimulatedConnection = this.cluster.connect({ manager: 'kubectl-edit' });
  readonly target: ClusterTarget;
  holds = true;
  epoch = 7;
  readonly #spec: ClusterTargetSpec;

  constructor(spec: ClusterTargetSpec, patience = 0) {
    this.#spec = spec;
    this.target = this.targetWith({ patience });
  }

  /** Another process at the same cluster. */
  targetWith(ports: Partial<ClusterTargetPorts> = {}): ClusterTarget {
    return new ClusterTarget(this.#spec.kind, {
      cluster: this.connection,
      cached: (kind, key) => this.cluster.get(kind, key),
      fence: () => ({ epoch: this.epoch, holds: () => this.holds }),
      patience: 0,
      ...ports,
    });
  }

  get routingKind(): ObjectKind {
    return planeOf(this.#spec).routing;
  }

  get rulesPath(): FieldPath {
    return planeOf(this.#spec).rules;
  }

  get destinationsPath(): FieldPath {
    return planeOf(this.#spec).destinations;
  }

  object(kind: ObjectKind = this.routingKind, name = 'shop'): KubernetesObject {
    const found = this.cluster.get(kind, { namespace: NAMESPACE, name });
    if (found === null) throw new Error(`there is no ${kind.kind} ${name}`);
    return found;
  }

  has(kind: ObjectKind = this.routingKind, name = 'shop'): boolean {
    return this.cluster.get(kind, { namespace: NAMESPACE, name }) !== null;
  }

  /** The rules of the object that says where requests go. */
  rules(name = 'shop'): readonly unknown[] {
    return listAt(this.object(this.routingKind, name), planeOf(this.#spec).rules);
  }

  /** Weights of the rule at a place, in their order. */
  weights(rule: number): readonly unknown[] {
    const { destinations } = planeOf(this.#spec);
    return listAt(this.rules()[rule], destinations).map((each) => fieldAt(each, ['weight']));
  }

  /** Somebody else changes a field. */
  async edit(path: FieldPath, value: unknown, kind = this.routingKind, name = 'shop'): Promise<void> {
    const changed = withField(this.object(kind, name), path, value);
    await this.others.replace(kind, changed as KubernetesObject, AbortSignal.timeout(1_000));
  }

  /** The data plane takes what there is, or says what is given instead. */
  async accept(condition = { type: 'Accepted', status: 'True', reason: 'Accepted' }): Promise<void> {
    if (this.#spec.kind === 'istio') return;
    for (const { name, namespace } of this.#routingNames()) {
      const object = this.object(this.routingKind, name);
      const { generation } = object.metadata;
      const conditions = ['Accepted', 'ResolvedRefs'].map((type) => ({
        ...(type === condition.type ? condition : { type, status: 'True', reason: type }),
        observedGeneration: generation,
      }));
      const parents = listAt(object, ['spec', 'parentRefs']).map((parentRef) => ({
        ...{ parentRef, controllerName: 'example.com/controller', conditions },
      }));
      const state = condition.status === 'True' ? 'Accepted' : 'Rejected';
      const report = { state, reason: condition.status === 'True' ? '' : condition.reason };
      const status =
        this.#spec.kind === 'gloo' ? { statuses: { [`${namespace}-system`]: report } } : { parents };
      await this.others.replaceStatus(this.routingKind, { ...object, status }, AbortSignal.timeout(1_000));
    }
  }

  /** Serves a gateway whose objects the data plane accepts at once. */
  async serve(gateway: Gateway, routing: Routing): Promise<void> {
    const signal = AbortSignal.timeout(5_000);
    await this.target.serve([gateway], [routing], signal).catch(() => undefined);
    await this.accept();
    await this.target.serve([gateway], [routing], signal);
  }

  /** What was asked of the server since the last time. */
  calls(): readonly string[] {
    return this.connection.calls
      .splice(0)
      .map(({ verb, kind, name }) => `${verb} ${kind.kind} ${name ?? ''}`.trim());
  }

  #routingNames(): readonly { readonly name: string; readonly namespace: string }[] {
    const { items } = this.cluster.list(this.routingKind, { namespace: NAMESPACE });
    return items.map(({ metadata: { name } }) => ({ name, namespace: NAMESPACE }));
  }
}
