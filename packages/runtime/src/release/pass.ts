import { errorMessage } from '../errors/error-message.js';
import type { GiveWay } from '../event-loop/give-way.js';
import { storeFailure, type Progress } from '../store/store.js';
import type { Admission } from './admission.js';
import { applyRouting } from './apply-routing.js';
import type { Company } from './company.js';
import { tickedEvent, type ReleaseEvent } from './events.js';
import type { GateDesk } from './gate-desk.js';
import type { GatewayRun } from './gateway-run.js';
import { readingOf, warmUpOf } from './inquiry.js';
import type { Observation } from './observation.js';
import { observeTargets } from './observe-targets.js';
import type { Limits, RuntimePorts } from './ports.js';
import { probeReadiness } from './probe-readiness.js';
import { readMetrics, type Fetched } from './read-metrics.js';
import type { Inputs } from './replay/inputs.js';
import { nextTickAt } from './schedule.js';
import { settle } from './settle.js';
import { inSlices } from './slices.js';
import type { GatewayState } from './state.js';
import { tick, type Ticked } from './tick.js';

/** So many gateways' intents are stored with one transaction, which is on the disk before any of them is applied. */
const SLICE = 250;

/** So many gateways' outcomes are stored with one transaction. */
const OUTCOMES = 25;

/** What every pass works with. */
export interface PassContext {
  readonly ports: RuntimePorts;
  readonly limits: Limits;
  readonly giveWay: GiveWay;
  readonly desk: GateDesk;
  /** All gateways that the data planes shall serve now. */
  readonly runs: () => Iterable<GatewayRun>;
  readonly admission: Admission;
  readonly publish: (events: readonly ReleaseEvent[]) => void;
}

/** What there was to know of one gateway, before its programs were evaluated. */
interface Seen {
  readonly run: GatewayRun;
  /** How it stood then. */
  readonly state: GatewayState;
  readonly fetched: Fetched;
  readonly observation: Omit<Observation, 'readings'>;
}

interface Decided {
  readonly run: GatewayRun;
  readonly ticked: Ticked;
  readonly inputs: Inputs;
}

interface Settled extends Decided {
  readonly outcome: Progress;
  readonly events: readonly ReleaseEvent[];
}

/**
 * One tick of all gateways that are due, in a straight line. A gateway whose tick fails is left out and told of; the others go
 * on. One that was changed from outside while it was read and observed is left for the next pass, which is due at once. Never
 * rejects.
 */
export async function pass(
  context: PassContext,
  company: Company,
  due: readonly GatewayRun[],
  now: number,
): Promise<void> {
  const seen = await see(context, due, now);
  await company.turns.run(async () => {
    for (const { run } of seen) heedLoss(run);
    const still = seen.filter(({ run, state }) => company.runs.has(run) && run.state === state);
    // What was planned for others may be far away, where the clock was set back.
    for (const { run, state } of seen) if (run.state !== state) run.nextAt = Math.min(run.nextAt, now);
    context.admission.admit(
      still.map(({ run, observation }) => ({ run, isServed: observation.target.answered })),
    );
    // Those of a slice are stored together, and none waits while a data plane gets the weights of another slice.
    const underWay: Promise<void>[] = [];
    for (const slice of inSlices(still, SLICE)) {
      const decided: Decided[] = [];
      for (const each of slice) {
        warn(context, each, now);
        decided.push(...decide(context, each, now));
        await context.giveWay();
      }
      underWay.push(settleSlice(context, company, slice, decided, now));
    }
    await Promise.all(underWay);
  });
}

/** Weights that somebody else found missing have to be confirmed anew. */
function heedLoss(run: GatewayRun): void {
  if (run.hasLost && run.state.confirmed !== null) run.state = { ...run.state, confirmed: null };
  run.hasLost = false;
}

/** Stores and applies what was decided for a slice, and says when each of its gateways is to be looked at next. */
async function settleSlice(
  context: PassContext,
  company: Company,
  slice: readonly Seen[],
  decided: readonly Decided[],
  now: number,
): Promise<void> {
  const durable = await persistIntents(context, decided, now);
  const settled = await Promise.all(durable.map((each) => apply(context, each)));
  for (const part of inSlices(settled, OUTCOMES)) {
    await persistOutcomes(context, part, now);
    await context.giveWay();
  }
  for (const { run } of slice) {
    const { gateway, inquiries, state } = run;
    const warmUps = inquiries.map((inquiry) => warmUpOf(inquiry, gateway.metrics));
    run.nextAt = company.withOthers(nextTickAt(gateway, state, now, warmUps), now);
    context.desk.attend(run);
  }
}

/** Reads and observes, everything at once. */
async function see(
  { ports, limits, runs, giveWay, desk }: PassContext,
  due: readonly GatewayRun[],
  now: number,
): Promise<readonly Seen[]> {
  const { clock } = ports;
  const states = new Map(due.map((run) => [run, run.state]));
  const [fetched, targets, readiness] = await Promise.all([
    readMetrics(due, clock, limits, now, giveWay),
    observeTargets(due, runs, clock, limits, giveWay),
    probeReadiness(due, ports.readiness, clock, limits),
  ]);
  return due.map((run) => ({
    run,
    state: of(states, run),
    fetched: of(fetched, run),
    observation: {
      now,
      target: of(targets, run),
      quantum: run.target.quantum,
      readiness: of(readiness, run),
      webhooks: desk.answers(run),
    },
  }));
}

/** What was learnt of one gateway among all that are due. */
function of<T>(learnt: ReadonlyMap<GatewayRun, T>, run: GatewayRun): T {
  const found = learnt.get(run);
  if (found === undefined) throw new RangeError(`nothing was learnt of gateway ${run.gateway.name}`);
  return found;
}

/** Evaluates and decides for one gateway; nothing where that failed. */
function decide(context: PassContext, seen: Seen, now: number): readonly Decided[] {
  const { run, fetched } = seen;
  const crowd = context.admission.crowd(run);
  const observation = crowd === null ? seen.observation : { ...seen.observation, crowd };
  try {
    const readings = new Map(
      [...fetched.samples].map(([place, samples]) => {
        const inquiry = run.inquiries[place];
        if (inquiry === undefined)
          throw new RangeError(`policy ${place} of ${run.gateway.name} reads nothing`);
        return [place, readingOf(inquiry, samples)];
      }),
    );
    const { gateway, declared, state: before } = run;
    const ticked = tick(gateway, before, { ...observation, readings });
    const grounds = { kind: 'tick', before, observation, samples: fetched.samples, declared } as const;
    return [{ run, ticked, inputs: { gateway, grounds } }];
  } catch (error) {
    context.ports.report(error, `the tick of gateway ${run.gateway.name}`);
    context.publish([failed(run, error, now)]);
    return [];
  }
}

/**
 * Stores what the data planes shall have where that changed, and makes sure of the store before anything is applied; those of
 * which that may be applied.
 */
async function persistIntents(
  context: PassContext,
  decided: readonly Decided[],
  now: number,
): Promise<readonly Decided[]> {
  const changed = decided.filter(({ run, ticked }) => ticked.state.intent.step !== run.state.intent.step);
  if (changed.length === 0 && !decided.some(({ ticked }) => ticked.applies)) return decided;
  let failure: unknown = null;
  try {
    await context.ports.store.saveIntents(
      changed.map(({ ticked: { state, record, events }, inputs }) => ({
        state,
        record,
        told: events,
        inputs,
      })),
    );
  } catch (error) {
    failure = error;
  }
  const durable = decided.filter((each) => isStored(each, failure));
  for (const each of decided.filter((one) => !isStored(one, failure))) {
    unconfirm(each);
    context.publish([failed(each.run, storeFailure(failure, each.run.gateway.name), now)]);
  }
  const isDurable = new Set(durable);
  for (const each of changed) if (isDurable.has(each)) each.run.state = each.ticked.state;
  return durable;
}

/** Whether a gateway is stored after a call that may have failed for some. */
function isStored({ run }: Decided, failure: unknown): boolean {
  return storeFailure(failure, run.gateway.name) === null;
}

/** Applies and reads back where the data plane has something else than it shall have. */
async function apply({ ports, limits }: PassContext, decided: Decided): Promise<Settled> {
  const { run, ticked, inputs } = decided;
  const { state, events } = ticked;
  // The tick was logged with its intent where it has one.
  const record = run.state === state ? null : ticked.record;
  if (!ticked.applies) return { ...decided, outcome: { state, record, told: events, inputs }, events };
  const readBack = await applyRouting(run, ticked.routing, ports.clock, limits);
  const settled = settle(run.gateway, state, readBack, ticked.drift, ports.clock.now());
  const told = [...events, ...settled.events];
  return { ...decided, outcome: { state: settled.state, record, told, inputs }, events: told };
}

async function persistOutcomes(
  context: PassContext,
  settled: readonly Settled[],
  now: number,
): Promise<void> {
  let failure: unknown = null;
  try {
    await context.ports.store.saveOutcomes(settled.map(({ outcome }) => outcome));
  } catch (error) {
    failure = error;
  }
  for (const each of settled) {
    const { run, ticked, outcome, events } = each;
    if (isStored(each, failure)) {
      run.state = outcome.state;
      context.publish([tickedEvent(ticked.record, run.nextAt), ...events]);
    } else {
      // What was applied is stored as an intent, so that the next tick finds and confirms it.
      const stored = run.state === ticked.state ? ticked.events : [];
      unconfirm(each);
      context.publish([...stored, failed(run, storeFailure(failure, run.gateway.name), now)]);
    }
  }
}

/**
 * Weights that the data plane was seen to lack are judged from when it has them again, also where that could not be stored: a
 * process that has seen it does not forget it.
 */
function unconfirm({ run, ticked }: Decided): void {
  if (ticked.state.confirmed === null) run.state = { ...run.state, confirmed: null };
}

/** What a source warns of, each warning told once for as long as it lasts. */
function warn({ publish }: PassContext, { run, fetched }: Seen, now: number): void {
  const told = new Set(run.warnings);
  const gateway = run.gateway.name;
  publish(
    fetched.warnings
      .filter((warning) => !told.has(warning))
      .map((reason) => ({ kind: 'source-warned', gateway, at: now, reason })),
  );
  run.warnings = fetched.warnings;
}

function failed(run: GatewayRun, error: unknown, at: number): ReleaseEvent {
  return { kind: 'tick-failed', gateway: run.gateway.name, at, reason: errorMessage(error) };
}
