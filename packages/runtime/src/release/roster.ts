import type { MetricSource } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';
import { Company } from './company.js';
import type { GatewayRun } from './gateway-run.js';

/** Ticks the gateways of a company until none of them is left, or until it is told to stop. */
export type CompanyLoop = (company: Company) => Promise<void>;

/** The gateways that a runtime has, while some come and others go. */
export class Roster {
  readonly #runs = new Map<string, GatewayRun>();
  readonly #companies = new Map<MetricSource | null, Map<RouteTarget, Company>>();
  readonly #looping = new Map<Company, Promise<void>>();
  readonly #loop: CompanyLoop;
  readonly #signal: AbortSignal;

  /** @param signal ends all loops, each after the pass under way */
  constructor(loop: CompanyLoop, signal: AbortSignal) {
    this.#loop = loop;
    this.#signal = signal;
  }

  /** All that data planes shall serve. */
  get runs(): Iterable<GatewayRun> {
    return this.#runs.values();
  }

  find(gateway: string): GatewayRun | null {
    return this.#runs.get(gateway) ?? null;
  }

  /** From now on data planes shall serve a gateway so, in place of what was served under its name; it is not ticked yet. */
  serve(run: GatewayRun): void {
    this.#runs.set(run.gateway.name, run);
  }

  /** From now on no data plane shall serve a gateway of this name. */
  leave(gateway: string): void {
    this.#runs.delete(gateway);
  }

  companyOf({ source, target }: GatewayRun): Company {
    const byTarget = this.#companies.get(source) ?? new Map<RouteTarget, Company>();
    this.#companies.set(source, byTarget);
    const company = byTarget.get(target) ?? new Company();
    byTarget.set(target, company);
    return company;
  }

  /** Begins to tick gateways that are served. */
  begin(...runs: readonly GatewayRun[]): void {
    for (const run of runs) this.companyOf(run).runs.add(run);
    // Once all are there, so that the first pass of a company is one of all its gateways.
    for (const company of new Set(runs.map((run) => this.companyOf(run)))) {
      if (this.#looping.has(company)) company.wake();
      else this.#looping.set(company, this.#loopOver(company));
    }
  }

  /** Ticks a gateway no more, as this description of it. */
  end(run: GatewayRun): void {
    const company = this.companyOf(run);
    company.runs.delete(run);
    company.wake();
  }

  /**
   * Does something to how a gateway stands while no tick of it is under way, then has it ticked as soon as may be; null where
   * there is no such gateway (any more).
   */
  async inTurn<T>(gateway: string, work: (run: GatewayRun) => Promise<T>): Promise<T | null> {
    for (let run = this.find(gateway); run !== null; run = this.find(gateway)) {
      const done = await this.#inTurnOf(run, work);
      if (done !== null) return done.result;
      // Another description of it came meanwhile: it is that one's turn.
    }
    return null;
  }

  async #inTurnOf<T>(
    run: GatewayRun,
    work: (run: GatewayRun) => Promise<T>,
  ): Promise<{ readonly result: T } | null> {
    const company = this.companyOf(run);
    return await company.turns.run(async () => {
      if (this.find(run.gateway.name) !== run) return null;
      try {
        return { result: await work(run) };
      } finally {
        run.nextAt = Number.NEGATIVE_INFINITY;
        company.wake();
      }
    });
  }

  /** Resolves when all loops have ended; their signal tells them to. */
  async ended(): Promise<void> {
    for (const company of this.#looping.keys()) company.wake();
    await Promise.all(this.#looping.values());
  }

  async #loopOver(company: Company): Promise<void> {
    // A gateway may come while the loop that has nothing left to do ends.
    while (company.runs.size > 0 && !this.#signal.aborted) await this.#loop(company);
    this.#looping.delete(company);
    this.#disband(company);
  }

  #disband(company: Company): void {
    for (const [source, byTarget] of this.#companies) {
      for (const [target, other] of byTarget) if (other === company) byTarget.delete(target);
      if (byTarget.size === 0) this.#companies.delete(source);
    }
  }
}
