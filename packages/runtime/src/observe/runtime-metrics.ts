import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CourierReport } from '../notify/lane.js';
import type { ReleaseEvent, TickRecord } from '../release/events.js';
import { readEntries } from '../status/decision-entry.js';
import { PartGauges, type ReplicaPart } from './part-gauges.js';

/** What the metrics are told by the world. */
export interface MetricsPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** False for a gateway that was removed: nothing more is told of it. */
  readonly isServed: (gateway: string) => boolean;
  /** How many letters wait for each notifier; null where nobody is told of anything. */
  readonly outboxDepths: (() => Promise<ReadonlyMap<string, number>>) | null;
  /** The part of a cluster's gateways that is this replica's; null where there are no others. */
  readonly part: ReplicaPart | null;
}

/** Gateways with series of their own; those beyond are counted. A page of more would take longer than a scrape may. */
const MOST_GATEWAYS = 1_000;

/** Seconds; from what is answered in memory to what people have stopped waiting for. */
const BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Seconds; finer where it is asked whether gateways are looked at in time. */
const LAG_BUCKETS = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30];

/** What a runtime tells of itself, in a registry of its own: nothing global. Series are bounded, whatever happens. */
export class RuntimeMetrics {
  readonly #registry = new Registry();
  readonly #ports: MetricsPorts;
  /** The last tick of each gateway; what it says becomes series when somebody asks. */
  readonly #last = new Map<string, TickRecord>();

  readonly #weight = this.#gauge('lamia_route_weight_ratio', 'Share of a version on a route, as intended.', [
    'gateway',
    'route',
    'version',
  ]);
  readonly #phase = this.#gauge('lamia_release_phase', 'Phase of the release: 1 for the one it is in.', [
    'gateway',
    'phase',
  ]);
  readonly #value = this.#gauge('lamia_read_value', 'What the last tick read; none where it was unknown.', [
    'gateway',
    'read',
  ]);
  readonly #unlisted = this.#gauge(
    'lamia_gateways_without_series',
    `Gateways beyond the first ${MOST_GATEWAYS}, which have no series of their own.`,
    [],
  );
  readonly #depth = this.#gauge('lamia_outbox_depth', 'Notifications that wait to be delivered.', [
    'notifier',
  ]);
  readonly #ticks = this.#counter('lamia_ticks_total', 'Ticks that were finished.', []);
  readonly #outcomes = this.#counter('lamia_policy_outcomes_total', 'What policies said, by their type.', [
    'type',
    'outcome',
    'observed',
  ]);
  readonly #shifts = this.#counter('lamia_shifts_total', 'Changes of weights, by what made them.', ['cause']);
  readonly #ends = this.#counter('lamia_releases_ended_total', 'Releases that ended, by how.', ['phase']);
  readonly #errors = this.#counter('lamia_errors_total', 'What went wrong, by where.', ['where']);
  readonly #notifications = this.#counter(
    'lamia_notifications_total',
    'Notifications, by what became of them; `failed` counts attempts.',
    ['notifier', 'outcome'],
  );
  readonly #tickDuration = this.#histogram(
    'lamia_tick_duration_seconds',
    'From the instant that a tick decides for until its outcome is stored.',
    [],
  );
  readonly #tickLag = this.#histogram(
    'lamia_tick_lag_seconds',
    'From the instant that a tick was due until its outcome is stored.',
    [],
    LAG_BUCKETS,
  );
  readonly #callDuration = this.#histogram(
    'lamia_call_duration_seconds',
    'Calls to metric sources (`read`) and data planes (`apply`, `observe`).',
    ['call', 'outcome'],
  );

  readonly #part: PartGauges | null;

  constructor(ports: MetricsPorts) {
    this.#ports = ports;
    this.#part = ports.part === null ? null : new PartGauges(ports.part, this.#registry);
    // The process itself, the lag of its event loop among it.
    collectDefaultMetrics({ register: this.#registry });
    // A counter that first appears with a 1 shows no increase to Prometheus.
    for (const where of ['tick', 'data-plane', 'source', 'fault']) this.#errors.inc({ where }, 0);
    for (const phase of ['Promoted', 'RolledBack', 'Held']) this.#ends.inc({ phase }, 0);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The page in Prometheus' text format. */
  async text(): Promise<string> {
    this.#fill();
    const depths = (await this.#ports.outboxDepths?.()) ?? new Map<string, number>();
    this.#depth.reset();
    for (const [notifier, depth] of depths) this.#depth.set({ notifier }, depth);
    return await this.#registry.metrics();
  }

  /** Hears of everything that happens. */
  note(event: ReleaseEvent): void {
    switch (event.kind) {
      case 'ticked':
        this.#noteTick(event.record);
        if (event.due !== undefined) this.#noteLag(event.due);
        return;
      case 'shifted':
        this.#shifts.inc({ cause: event.cause });
        return;
      case 'ended':
        this.#ends.inc({ phase: event.phase });
        return;
      case 'tick-failed':
        this.#errors.inc({ where: 'tick' });
        return;
      case 'target-failed':
        this.#errors.inc({ where: 'data-plane' });
        return;
      case 'source-warned':
        this.#errors.inc({ where: 'source' });
        return;
      default:
        return; // a tick tells of it as well
    }
  }

  noteDelivery(report: CourierReport): void {
    const { kind: outcome, notifier } = report;
    this.#notifications.inc({ notifier, outcome }, report.kind === 'failed' ? 1 : report.count);
  }

  /** A fault of the program itself. */
  noteFault(): void {
    this.#errors.inc({ where: 'fault' });
  }

  /**
   * Measures a call, and how it came out.
   * @param hasFailed tells of an answer whether it is none
   */
  async timed<T>(
    what: 'read' | 'apply' | 'observe',
    call: () => Promise<T>,
    hasFailed: (answer: T) => boolean = () => false,
  ): Promise<T> {
    const began = performance.now();
    const measure = (outcome: 'answered' | 'failed'): void => {
      this.#callDuration.observe({ call: what, outcome }, (performance.now() - began) / 1000);
    };
    try {
      const answer = await call();
      measure(hasFailed(answer) ? 'failed' : 'answered');
      return answer;
    } catch (error) {
      measure('failed');
      throw error;
    }
  }

  #noteTick(record: TickRecord): void {
    this.#last.set(record.gateway, record);
    if (record.operation !== null) return; // an operator's act is no tick
    this.#ticks.inc();
    this.#tickDuration.observe(Math.max(0, this.#ports.now() - record.at) / 1000);
    for (const { type, observed, proposal } of record.outcomes) {
      this.#outcomes.inc({ type, outcome: proposal.kind, observed: String(observed) });
    }
  }

  #noteLag(due: number): void {
    this.#tickLag.observe(Math.max(0, this.#ports.now() - due) / 1000);
  }

  #fill(): void {
    for (const gauge of [this.#weight, this.#phase, this.#value]) gauge.reset();
    for (const gateway of this.#last.keys()) if (!this.#ports.isServed(gateway)) this.#last.delete(gateway);
    let listed = 0;
    for (const [gateway, { phase, routes, outcomes }] of this.#last) {
      if (listed === MOST_GATEWAYS) break;
      listed += 1;
      if (phase !== null) this.#phase.set({ gateway, phase }, 1);
      for (const { route, shares } of routes) {
        for (const [version, share] of shares) this.#weight.set({ gateway, route, version }, share / 10_000);
      }
      for (const { read, value } of outcomes.flatMap(({ reading }) => readEntries(reading))) {
        if (value !== null) this.#value.set({ gateway, read }, value);
      }
    }
    this.#unlisted.set(this.#last.size - listed);
    this.#part?.fill(MOST_GATEWAYS);
  }

  #gauge<Label extends string>(name: string, help: string, labels: readonly Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labels], registers: [this.#registry] });
  }

  #counter<Label extends string>(name: string, help: string, labels: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labels], registers: [this.#registry] });
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    buckets: readonly number[] = BUCKETS,
  ): Histogram<Label> {
    return new Histogram({
      ...{ name, help, labelNames: [...labels], buckets: [...buckets] },
      registers: [this.#registry],
    });
  }
}
