import type { IncomingMessage } from 'node:http';
import { matcher, servesHost } from '@lamia/lang';
import type { RequestMatcher } from '@lamia/lang';
import { firstAddress } from '../../config/gateway.js';
import type { Address, Gateway } from '../../config/gateway.js';
import { FULL, type Weights } from '../../config/weights.js';
import { conditionsOf } from '../conditions.js';
import type { Routing } from '../target.js';
import type { Destination } from './exchange.js';
import { incomingRequest } from './incoming-request.js';
import { NOT_FOUND, SERVICE_UNAVAILABLE, type Refusal } from './refusal.js';
import type { Site } from './reverse-proxy.js';
import { weightedRoundRobin, type WeightedRoundRobin } from './weighted-round-robin.js';

interface ServedRoute {
  weights: Weights;
  readonly turns: WeightedRoundRobin;
}

/** What takes the turns of requests that are not copied; no version has such a label. */
const NOT_COPIED = '';

/** A gateway with its live weights: each of its routes splits its own requests. */
export class ServedGateway implements Site {
  #gateway: Gateway;
  #addresses: ReadonlyMap<string, Address> = new Map();
  /** In the order of the routes; null for one that takes what reaches it. */
  #matchers: readonly (RequestMatcher | null)[] = [];
  readonly #routes = new Map<string, ServedRoute>();
  /** By route: whose turn it is to get a copy. */
  readonly #copies = new Map<string, WeightedRoundRobin>();

  constructor(gateway: Gateway, routing: Routing) {
    this.#gateway = gateway;
    this.update(gateway, routing);
  }

  get gateway(): Gateway {
    return this.#gateway;
  }

  get name(): string {
    return this.#gateway.name;
  }

  get application(): string {
    return this.#gateway.application;
  }

  /** Takes effect with the next request; requests under way end where they began. */
  update(gateway: Gateway, routing: Routing): void {
    this.#gateway = gateway;
    this.#addresses = new Map(
      gateway.versions.flatMap((version) => {
        const address = firstAddress(version);
        return address === null ? [] : [[version.label, address] as const];
      }),
    );
    this.#matchers = conditionsOf(gateway).map((condition) =>
      condition === null ? null : matcher(condition),
    );
    const names = new Set(gateway.routes.map((route) => route.name));
    for (const name of this.#routes.keys()) {
      if (!names.has(name)) this.#routes.delete(name);
    }
    this.#share(gateway);
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

  #share({ routes }: Gateway): void {
    const before = new Map(this.#copies);
    this.#copies.clear();
    for (const { name, mirror } of routes) {
      if (mirror === null) continue;
      const weights: Weights = new Map([
        [mirror.version, mirror.share],
        [NOT_COPIED, FULL - mirror.share],
      ]);
      const turns = before.get(name) ?? weightedRoundRobin(weights);
      turns.change(weights);
      this.#copies.set(name, turns);
    }
  }

  mirror(route: string): Destination | null {
    const version = this.#copies.get(route)?.next() ?? NOT_COPIED;
    const address = this.#addresses.get(version);
    return address === undefined ? null : { route, version, address };
  }

  /** What is served now. */
  routing(): Routing {
    const routes = this.#gateway.routes.flatMap(({ name }) => {
      const route = this.#routes.get(name);
      return route === undefined ? [] : [[name, route.weights] as const];
    });
    return { gateway: this.#gateway.name, routes: new Map(routes) };
  }

  pick(incoming: IncomingMessage): Destination | Refusal {
    const name = this.#routeOf(incoming);
    if (name === null) return NOT_FOUND;
    const version = this.#routes.get(name)?.turns.next() ?? null;
    const address = version === null ? undefined : this.#addresses.get(version);
    return version === null || address === undefined
      ? SERVICE_UNAVAILABLE
      : { route: name, version, address };
  }

  /** The first route whose condition the request meets; null where the gateway does not answer for the host. */
  #routeOf(incoming: IncomingMessage): string | null {
    const { hosts, routes } = this.#gateway;
    // Most gateways have one route for all hosts, and need not look at the request.
    if (this.#matchers[0] === null && hosts.length === 0) return routes[0]?.name ?? null;
    const request = incomingRequest(incoming);
    if (!servesHost(hosts, request.host)) return null;
    const taken = this.#matchers.findIndex((matches) => matches === null || matches(request));
    return routes[taken]?.name ?? null;
  }
}
