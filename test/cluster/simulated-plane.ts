import { setTimeout as wait } from 'node:timers/promises';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { pathOf, succeeded } from './cluster.js';
import { request, type Access } from './server/request.mjs';

/** How long such a controller takes to see a change, in milliseconds. */
const LOOK = 100;

interface BackendRef {
  readonly name: string;
  readonly weight: number;
}

interface RouteSpec {
  readonly parentRefs: readonly object[];
  readonly rules: readonly { readonly backendRefs: readonly BackendRef[] }[];
}

interface Route extends KubernetesObject {
  readonly spec: RouteSpec;
}

/** A route as it stood for a while. */
export interface SeenRoute {
  readonly generation: number;
  /** Of its last rule, by service. */
  readonly weights: Readonly<Record<string, number>>;
}

/**
 * A controller of the Gateway API without a data plane: it accepts each HTTPRoute of a namespace as it is written, and remembers the
 * weights that traffic would have had. Each change of a specification counts its generation on by one, so that none is missed.
 */
export class SimulatedPlane {
  readonly #access: Access;
  readonly #namespace: string;
  readonly #seen = new Map<string, SeenRoute[]>();
  readonly #ended = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(access: Access, namespace: string) {
    this.#access = access;
    this.#namespace = namespace;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  /** The states of a route, oldest first. */
  seen(name: string): readonly SeenRoute[] {
    return this.#seen.get(name) ?? [];
  }

  /** The names of the routes that there are or were. */
  routes(): readonly string[] {
    return [...this.#seen.keys()];
  }

  /** How many states of a route came and went unseen. */
  missed(name: string): number {
    const seen = this.seen(name);
    return (seen.at(-1)?.generation ?? 0) - (seen[0]?.generation ?? 0) + 1 - seen.length;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      // A server that is away for a while comes back.
      await this.#look().catch(() => undefined);
      await wait(LOOK, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const answer = await request(this.#access, 'GET', pathOf(KINDS.httpRoute, this.#namespace));
    const { items } = succeeded(answer) as { readonly items: readonly Route[] };
    for (const route of items) {
      this.#remember(route);
      if (!isAccepted(route)) await this.#accept(route);
    }
  }

  #remember({ metadata: { name, generation = 0 }, spec }: Route): void {
    const seen = this.#seen.get(name) ?? [];
    this.#seen.set(name, seen);
    if (seen.at(-1)?.generation === generation) return;
    const backends = spec.rules.at(-1)?.backendRefs ?? [];
    seen.push({ generation, weights: Object.fromEntries(backends.map((each) => [each.name, each.weight])) });
  }

  async #accept(route: Route): Promise<void> {
    const { name, generation } = route.metadata;
    const condition = (type: string): object => ({
      ...{ type, status: 'True', reason: type, message: '', observedGeneration: generation },
      lastTransitionTime: '2026-01-01T00:00:00Z',
    });
    const conditions = [condition('Accepted'), condition('ResolvedRefs')];
    const parents = route.spec.parentRefs.map((parentRef) => ({
      ...{ parentRef, conditions, controllerName: 'test.lamia.dev/simulated' },
    }));
    const path = `${pathOf(KINDS.httpRoute, this.#namespace)}/${name}/status`;
    const body = { ...route, status: { parents } };
    await request(this.#access, 'PUT', path, { body });
  }
}

function isAccepted({ metadata, status }: Route & { readonly status?: unknown }): boolean {
  const { parents = [] } = (status ?? {}) as {
    readonly parents?: readonly { readonly conditions: readonly Condition[] }[];
  };
  const accepted = parents[0]?.conditions.find(({ type }) => type === 'Accepted');
  return accepted?.observedGeneration === metadata.generation;
}

interface Condition {
  readonly type: string;
  readonly observedGeneration: number;
}
