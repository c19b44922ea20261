import {
  FULL,
  SimulatedSource,
  type BoundRead,
  type Catalogue,
  type Gateway,
  type Milliseconds,
  type Routing,
  type Served,
} from '@lamia/runtime/engine';
import type { Sample } from '@lamia/lang';
import { constant, valueAt } from './curve.js';
import { Noise } from './noise.js';
import type { Scenario, VersionScenario } from './scenario.js';
import type { World } from './world.js';

/** The instant at which every simulated release begins: midnight in Greenwich, so that clocks are easy to read. */
const BEGIN = Date.UTC(2026, 0, 5);

/** What was asked of one version and not told yet. */
interface Count {
  requests: number;
  failures: number;
  /** Of all its requests together. */
  seconds: number;
}

/**
 * The traffic of a scenario, split by the weights that the data plane has, and a metric source that scrapes it. Time goes forward
 * by `flowTo` alone.
 */
export class SimulatedWorld implements World {
  readonly begin = BEGIN;
  readonly end = null;
  readonly #scenario: Scenario;
  readonly #gateway: Gateway;
  readonly #versions: readonly VersionScenario[];
  readonly #noise: Noise;
  readonly #source: SimulatedSource;
  readonly #scrapeInterval: Milliseconds;
  readonly #unscraped = new Map<string, Count>();
  #flownTo: number;
  #routing: Routing;

  /** @param history how far back the gateway's policies look; requests flow that long before the release begins */
  constructor(scenario: Scenario, gateway: Gateway, catalogue: Catalogue, history: Milliseconds) {
    const { name, application, routes, versions, metrics } = gateway;
    this.#scenario = scenario;
    this.#gateway = gateway;
    this.#versions = versions.map(({ label }) => behaviourOf(scenario, label));
    this.#noise = new Noise(scenario.seed);
    this.#scrapeInterval = metrics?.scrapeInterval ?? scenario.scrapeInterval * 1000;
    this.#source = new SimulatedSource({ catalogue, application, interval: this.#scrapeInterval, history });
    this.#routing = { gateway: name, routes: new Map(routes.map((route) => [route.name, route.weights])) };
    const scrapes = Math.ceil(history / this.#scrapeInterval) + 3;
    this.#flownTo = BEGIN - scrapes * this.#scrapeInterval;
    this.flowTo(BEGIN);
  }

  /** What the data plane has. */
  get routing(): Routing {
    return this.#routing;
  }

  /** From now on the data plane has these weights. */
  apply(routing: Routing): void {
    this.#routing = routing;
  }

  /** Lets the requests come that came until then. */
  flowTo(now: number): void {
    while (this.#flownTo < now) {
      const scrapeAt = (Math.floor(this.#flownTo / this.#scrapeInterval) + 1) * this.#scrapeInterval;
      const until = Math.min(scrapeAt, now);
      this.#serve(this.#flownTo, until);
      this.#flownTo = until;
      if (until === scrapeAt) this.#scrape(until);
    }
  }

  read(reads: readonly BoundRead[], at: number): readonly Sample[] {
    return this.#source.read(reads, at);
  }

  #serve(from: number, until: number): void {
    const seconds = (from - BEGIN) / 1000;
    const { traffic, noise } = this.#scenario;
    const requests = valueAt(traffic, seconds) * ((until - from) / 1000) * this.#noise.factor(noise);
    for (const { label, errors, latency } of this.#versions) {
      const count = this.#unscraped.get(label) ?? { requests: 0, failures: 0, seconds: 0 };
      const own = requests * this.#shareOf(label);
      const failing = Math.min(1, valueAt(errors, seconds) * this.#noise.factor(noise));
      const each = valueAt(latency, seconds) * this.#noise.factor(noise);
      this.#unscraped.set(label, {
        requests: count.requests + own,
        failures: count.failures + own * failing,
        seconds: count.seconds + own * each,
      });
    }
  }

  /** Requests are whole; what is left of one is counted at the next scrape. */
  #scrape(at: number): void {
    const served = [...this.#unscraped].map(([version, count]): Served => {
      const requests = Math.floor(count.requests);
      const failures = Math.min(requests, Math.floor(count.failures));
      const latency = count.requests === 0 ? 0 : count.seconds / count.requests;
      this.#unscraped.set(version, {
        requests: count.requests - requests,
        failures: count.failures - failures,
        seconds: count.seconds - latency * requests,
      });
      return { version, requests, failures, latency };
    });
    this.#source.scrape(at, served);
  }

  /** Of all requests; each route gets as many as any other. */
  #shareOf(version: string): number {
    let share = 0;
    for (const weights of this.#routing.routes.values()) share += (weights.get(version) ?? 0) / FULL;
    return share / Math.max(1, this.#gateway.routes.length);
  }
}

/** A version that only the gateway's file has is well. */
function behaviourOf({ versions }: Scenario, label: string): VersionScenario {
  return (
    versions.find((version) => version.label === label) ?? {
      label,
      errors: constant(0),
      latency: constant(0.1),
    }
  );
}
