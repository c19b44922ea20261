import type { IncomingMessage } from 'node:http';
import { matcher } from '@lamia/lang';
import type { RequestMatcher } from '@lamia/lang';
import type { Address, Gateway } from '../../config/gateway.js';
import type { Weights } from '../../config/weights.js';
import { conditionsOf } from '../conditions.js';
import type { Routing } from '../target.js';
import type { Destination } from './exchange.js';
import { incomingRequest } from './incoming-request.js';
import type { Site } from './reverse-proxy.js';
import { weightedRoundRobin, type WeightedRoundRobin } from './weighted-round-robin.js';

interface ServedRoute {
  weights: Weights;
  readonly turns: WeightedRoundRobin;
}

/** A gateway with its live weights: each of its routes splits its own requests. */
export class ServedGateway implements Site {
  #gateway: Gateway;
  #addresses: ReadonlyMap<string, Address> = new Map();
  /** In the order of the routes; null for one that takes what reaches it. */
  #matchers: readonly (RequestMatcher | null)[] = [];
  readonly #routes = new Map<string, ServedRoute>();

  constructor(gateway: Gateway, routing: Routing) {
    this.#gateway = gateway;
    this.update(gateway, routing);
  }

  get gateway(): Gateway {
    return this.#gateway;
  }

  get application(): string {
    return this.#gateway.application;
  }

  /** Takes effect with the next request; requests under way end where they began. */
  update(gateway: Gateway, routing: Routing): void {
    this.#gateway = gateway;
    this.#addresses = new Map(gateway.versions.map((version) => [version.label, version.address]));
    this.#matchers = conditionsOf(gateway).map((condition) =>
      condition === null ? null : matcher(condition),
    );
    const names = new Set(gateway.routes.map((route) => route.name));
    for (const name of this.#routes.keys()) {
      if (!names.has(name)) this.#routes.delete(name);
    }
    this.split(routing);
  }

  /** Changes the weights of the routes that are named. */
  split(routing: Routing): void {
    for (const [name, weights] of routing.routes) {
      const route = this.#routes.get(name);
      if (route === undefined) {
        this.#routes.set(name, { weights, turns: weightedRoundRobin(weights) });
      } else {
        route.weights = weights;
        route.turns.change(weights);
      }
    }
  }

  /** What is served now. */
  routing(): Routing {
    const routes = this.#gateway.routes.flatMap(({ name }) => {
      const route = this.#routes.get(name);
      return route === undefined ? [] : [[name, route.weights] as const];
    });
    return { gateway: this.#gateway.name, routes: new Map(routes) };
  }

  pick(request: IncomingMessage): Destination | null {
    const name = this.#routeOf(request);
    const version = (name === undefined ? undefined : this.#routes.get(name))?.turns.next() ?? null;
    const address = version === null ? undefined : this.#addresses.get(version);
    return version === null || address === undefined ? null : { version, address };
  }

  /** The first route whose condition the request meets; a route without one takes what reaches it. */
  #routeOf(incoming: IncomingMessage): string | undefined {
    // Most gateways have one route, and need not look at the request.
    if (this.#matchers[0] === null) return this.#gateway.routes[0]?.name;
    const request = incomingRequest(incoming);
    const taken = this.#matchers.findIndex((matches) => matches === null || matches(request));
    return this.#gateway.routes[taken]?.name;
  }
}
