import type { MetricSource } from '../../metrics/source.js';
import type { SharedTarget } from '../../routing/target.js';
import type { Store } from '../../store/store.js';
import type { GateKeeper, ReadinessProbe } from '../ports.js';

/**
 * Ends a process at one instant: before or after one call of a port, whichever comes as the `at`-th of these instants. Whoever
 * waits for that call waits for ever, as everything does that a killed process was about to do.
 */
export class Crash {
  /** Instants so far. */
  count = 0;
  isOver = false;
  #at: number;

  /** `at`: from 0; infinite for none. */
  constructor(at = Number.POSITIVE_INFINITY) {
    this.#at = at;
  }

  /** The process shall end at the so-manieth instant from now, from 0. */
  after(instants: number): void {
    this.#at = this.count + instants;
  }

  async around<T>(call: () => Promise<T>): Promise<T> {
    await this.#instant();
    const result = await call();
    await this.#instant();
    return result;
  }

  #instant(): Promise<void> {
    if (this.count === this.#at) this.isOver = true;
    this.count += 1;
    return this.isOver ? new Promise(() => undefined) : Promise.resolve();
  }
}

/** A store that the process may die around. */
export function crashingStore(store: Store, crash: Crash): Store {
  return {
    load: () => crash.around(() => store.load()),
    saveIntents: (intents) => crash.around(() => store.saveIntents(intents)),
    saveOutcomes: (outcomes) => crash.around(() => store.saveOutcomes(outcomes)),
    documents: () => crash.around(() => store.documents()),
    saveDocument: (document, progress) => crash.around(() => store.saveDocument(document, progress)),
    forget: (gateway) => crash.around(() => store.forget(gateway)),
    decisions: (gateway, limit) => store.decisions(gateway, limit),
    close: () => store.close(),
  };
}

/** A data plane that the process may die around; it goes on by itself. */
export function crashingTarget(target: SharedTarget, crash: Crash): SharedTarget {
  return {
    serving: target.serving,
    kind: target.kind,
    quantum: target.quantum,
    serve: (gateways, routings, signal) => crash.around(() => target.serve(gateways, routings, signal)),
    apply: (routing, signal) => crash.around(() => target.apply(routing, signal)),
    observe: (gateway, signal) => crash.around(() => target.observe(gateway, signal)),
    address: (gateway) => target.address(gateway),
    metricsUrl: () => target.metricsUrl(),
    close: () => target.close(),
  };
}

/** A metric source that the process may die around. */
export function crashingSource(source: MetricSource, crash: Crash): MetricSource {
  return {
    read: (request, signal) => crash.around(() => source.read(request, signal)),
    close: () => source.close(),
  };
}

/** A check of readiness that the process may die around. */
export function crashingProbe(probe: ReadinessProbe, crash: Crash): ReadinessProbe {
  return { probe: (gateway, version, signal) => crash.around(() => probe.probe(gateway, version, signal)) };
}

/** An asker of webhooks that the process may die around. */
export function crashingKeeper(keeper: GateKeeper, crash: Crash): GateKeeper {
  return {
    knows: (webhook) => keeper.knows(webhook),
    ask: (question, trouble, signal) => crash.around(() => keeper.ask(question, trouble, signal)),
  };
}
