import {
  adopt,
  duePolicies,
  inquire,
  languageCatalogue,
  nextTickAt,
  prepareGateway,
  Programs,
  readGatewayText,
  readingOf,
  settle,
  tick,
  warmUpOf,
  type BoundRead,
  type Catalogue,
  type Finding,
  type Gateway,
  type GatewayState,
  type Inquiry,
  type Observation,
  type Reading,
} from '@lamia/runtime/engine';
import type { Sample } from '@lamia/lang';
import { gatewayFile } from './gateway-file.js';
import { measure } from './measure.js';
import type { Scenario } from './scenario.js';
import type { Tick } from './tick.js';
import { verdictOf, type Verdict } from './verdict.js';
import { BEGIN, SimulatedWorld } from './world.js';

/** A release that can be played, or what is wrong with the gateway's file; warnings do not keep it from being played. */
export type Prepared =
  | { readonly ok: true; readonly playing: Playing; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Reads the scenario's gateway as a runtime would and gets everything ready.
 *
 * @param catalogue of the embedded gateway
 */
export function prepare(scenario: Scenario, catalogue: Catalogue): Prepared {
  const language = languageCatalogue(catalogue);
  const { gateways, findings } = readGatewayText(gatewayFile(scenario), (provider) =>
    provider === catalogue.name ? language : null,
  );
  const [gateway] = gateways;
  if (gateway === undefined || findings.some(({ severity }) => severity === 'error')) {
    return { ok: false, findings };
  }
  // No code is generated: the page's content policy forbids it.
  const prepared = prepareGateway(gateway, language, new Programs({ backend: 'closures' }), undefined);
  if (!prepared.ok) throw new RangeError(prepared.problems.map(({ message }) => message).join('; '));
  const { state } = adopt(gateway, null, BEGIN);
  const { release } = state;
  const inquiries =
    release === null
      ? []
      : gateway.policies.map((policy, place) =>
          inquire(gateway, policy, prepared.programs[place] ?? null, release.identity),
        );
  return { ok: true, playing: new Playing(scenario, gateway, state, inquiries, catalogue), findings };
}

/** One release in its simulated world, tick by tick: the engine of a runtime, with another clock. */
export class Playing {
  readonly gateway: Gateway;
  readonly #ticks: Tick[] = [];
  readonly #limit: number;
  readonly #world: SimulatedWorld;
  readonly #inquiries: readonly Inquiry[];
  #state: GatewayState;
  #nextAt = BEGIN;

  constructor(
    scenario: Scenario,
    gateway: Gateway,
    state: GatewayState,
    inquiries: readonly Inquiry[],
    catalogue: Catalogue,
  ) {
    this.gateway = gateway;
    this.#limit = scenario.ticks;
    this.#state = state;
    this.#inquiries = inquiries;
    this.#world = new SimulatedWorld(scenario, gateway, catalogue, historyOf(gateway, inquiries));
  }

  /** Those that were played so far. */
  get ticks(): readonly Tick[] {
    return this.#ticks;
  }

  get isOver(): boolean {
    return this.#ticks.length >= this.#limit || verdictOf(this.gateway, this.#state, true).isFinal;
  }

  /** What has become of the release so far. */
  get verdict(): Verdict {
    return verdictOf(this.gateway, this.#state, this.#ticks.length < this.#limit);
  }

  /** Plays one tick. */
  step(): Tick {
    const now = this.#nextAt;
    this.#world.flowTo(now);
    const ticked = tick(this.gateway, this.#state, this.#observe(now));
    let { state } = ticked;
    let { events } = ticked;
    if (ticked.applies) {
      this.#world.apply(ticked.routing);
      const settled = settle(
        this.gateway,
        state,
        { answered: true, routing: this.#world.routing },
        ticked.drift,
        now,
      );
      state = settled.state;
      events = [...events, ...settled.events];
    }
    this.#state = state;
    const warmUps = this.#inquiries.map((inquiry) => warmUpOf(inquiry, this.gateway.metrics));
    this.#nextAt = nextTickAt(this.gateway, state, now, warmUps);
    const played: Tick = {
      at: now - BEGIN,
      record: ticked.record,
      phase: state.release?.phase ?? null,
      events,
      versions: measure(this.gateway, ticked.record.routes, (reads) => this.#read(reads, now)),
    };
    this.#ticks.push(played);
    return played;
  }

  #observe(now: number): Observation {
    const readings = new Map<number, Reading>();
    for (const place of duePolicies(this.gateway, this.#state, now)) {
      const inquiry = this.#inquiries[place];
      if (inquiry === undefined) throw new RangeError(`policy ${place} reads nothing`);
      const samples = inquiry.reads.map((read): Sample => {
        if (read.kind === 'sample') return read.sample;
        const [sample] = this.#read([read.read], now);
        return sample ?? { known: false, cause: 'no-series' };
      });
      readings.set(place, readingOf(inquiry, samples));
    }
    return {
      now,
      quantum: 1,
      target: { answered: true, routing: this.#world.routing },
      readiness: { ready: true },
      readings,
      webhooks: this.#webhooks(),
    };
  }

  /** As of one scrape before now, as a runtime reads: the newest one may still be filling. */
  #read(reads: readonly BoundRead[], now: number): readonly Sample[] {
    return this.#world.read(reads, now - (this.gateway.metrics?.scrapeInterval ?? 0));
  }

  /** Nobody is there to ask: every webhook lets the release pass. */
  #webhooks(): Observation['webhooks'] {
    const gates = this.gateway.policies.flatMap((policy) => policy.gates);
    return new Map(
      gates.flatMap((gate) =>
        gate.type === 'webhook'
          ? [[gate.name, { approved: true, by: `the simulated webhook ${gate.webhook}` }] as const]
          : [],
      ),
    );
  }
}

/** How far back anything looks, offsets included. */
function historyOf({ metrics }: Gateway, inquiries: readonly Inquiry[]): number {
  const spans = inquiries.flatMap(({ reads }) =>
    reads.flatMap((read) =>
      read.kind === 'sample' || read.read.kind === 'promql' ? [] : [read.read.window + read.read.offset],
    ),
  );
  return Math.max(metrics?.window ?? 0, ...spans);
}
