import {
  adopt,
  duePolicies,
  inquire,
  nextTickAt,
  prepareGateway,
  Programs,
  readGatewayText,
  readingOf,
  settle,
  tick,
  warmUpOf,
  type BoundRead,
  type Finding,
  type Gateway,
  type GatewayState,
  type Inquiry,
  type Observation,
  type Reading,
} from '@lamia/runtime/engine';
import type { Sample } from '@lamia/lang';
import { GateDesk, waitsOf } from './gate-desk.js';
import { measure } from './measure.js';
import type { Play } from './play.js';
import type { Tick } from './tick.js';
import { verdictOf, type Cut, type Verdict } from './verdict.js';
import type { World } from './world.js';

/** A release that can be played, or what is wrong with the gateway's file; warnings do not keep it from being played. */
export type Prepared =
  | { readonly ok: true; readonly playing: Playing; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Reads the gateway's file as a runtime would and gets everything ready. */
export function prepare(play: Play): Prepared {
  const { gateways, findings } = readGatewayText(play.file, play.languageOf);
  const gateway = gateways.find(({ name }) => name === play.gateway) ?? gateways[0];
  if (gateway === undefined || findings.some(({ severity }) => severity === 'error')) {
    return { ok: false, findings };
  }
  const { metrics } = gateway;
  const language = metrics === null ? null : play.languageOf(metrics.provider);
  // No code is generated: the page's content policy forbids it.
  const prepared = prepareGateway(gateway, language, new Programs({ backend: 'closures' }), undefined);
  if (!prepared.ok) throw new RangeError(prepared.problems.map(({ message }) => message).join('; '));
  const { release } = adopt(gateway, null, 0).state;
  const inquiries =
    release === null
      ? []
      : gateway.policies.map((policy, place) =>
          inquire(gateway, policy, prepared.programs[place] ?? null, release.identity),
        );
  const world = play.world(gateway, historyOf(gateway, inquiries));
  return { ok: true, playing: new Playing(play, gateway, inquiries, world), findings };
}

/** One release in its world, tick by tick: the engine of a runtime, with another clock. */
export class Playing {
  readonly gateway: Gateway;
  readonly #ticks: Tick[] = [];
  readonly #limit: number;
  readonly #world: World;
  readonly #desk: GateDesk;
  readonly #inquiries: readonly Inquiry[];
  #state: GatewayState;
  #nextAt: number;

  constructor(
    { ticks, gates }: Pick<Play, 'ticks' | 'gates'>,
    gateway: Gateway,
    inquiries: readonly Inquiry[],
    world: World,
  ) {
    this.gateway = gateway;
    this.#limit = ticks;
    this.#inquiries = inquiries;
    this.#world = world;
    this.#desk = new GateDesk(gateway, gates);
    this.#state = adopt(gateway, null, world.begin).state;
    this.#nextAt = world.begin;
  }

  /** Those that were played so far. */
  get ticks(): readonly Tick[] {
    return this.#ticks;
  }

  get isOver(): boolean {
    return this.#cut !== null || this.verdict.isFinal;
  }

  /** What has become of the release so far. */
  get verdict(): Verdict {
    return verdictOf(this.gateway, this.#state, this.#cut);
  }

  get #cut(): Cut | null {
    if (this.#ticks.length >= this.#limit) return 'ticks';
    return this.#world.end !== null && this.#nextAt > this.#world.end ? 'recording' : null;
  }

  /** Plays one tick. */
  step(): Tick {
    const now = this.#nextAt;
    this.#world.flowTo(now);
    const answered = this.#desk.answer(this.#state, now);
    const ticked = tick(this.gateway, answered.state, this.#observe(answered.state, now));
    let { state } = ticked;
    let events = [...answered.events, ...ticked.events];
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
    this.#nextAt = this.#after(state, now);
    const { begin } = this.#world;
    const played: Tick = {
      at: now - begin,
      record: ticked.record,
      phase: state.release?.phase ?? null,
      events,
      waits: waitsOf(state).map(({ gate, since }) => ({ gate, since: since - begin })),
      versions: measure(this.gateway, ticked.record.routes, (reads) => this.#read(reads, now)),
    };
    this.#ticks.push(played);
    return played;
  }

  /** When the next tick is: also as soon as somebody has answered, as a runtime does. */
  #after(state: GatewayState, now: number): number {
    const warmUps = this.#inquiries.map((inquiry) => warmUpOf(inquiry, this.gateway.metrics));
    const regular = nextTickAt(this.gateway, state, now, warmUps);
    const answer = this.#desk.nextAt(state);
    return answer === null || answer <= now ? regular : Math.min(regular, answer);
  }

  #observe(state: GatewayState, now: number): Observation {
    const readings = new Map<number, Reading>();
    for (const place of duePolicies(this.gateway, state, now)) {
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
      webhooks: this.#desk.webhooks(),
    };
  }

  /** As of one scrape before now, as a runtime reads: the newest one may still be filling. */
  #read(reads: readonly BoundRead[], now: number): readonly Sample[] {
    return this.#world.read(reads, now - (this.gateway.metrics?.scrapeInterval ?? 0));
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
