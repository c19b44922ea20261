import { Company } from './company.js';
import type { GatewayRun } from './gateway-run.js';

/** Ticks the gateways of a company until none of them is left, or until it is told to stop. */
export type CompanyLoop = (company: Company) => Promise<void>;

/** The gateways that a runtime has, while some come and others go. */
export class Roster {
  /** What data planes shall serve: also what is not stored yet, and no more what is about to be forgotten. */
  readonly #served = new Map<string, GatewayRun>();
  /** Those that there are. */
  readonly #runs = new Map<string, GatewayRun>();
  readonly #companies = new Set<Company>();
  readonly #companyOf = new Map<GatewayRun, Company>();
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
    return this.#served.values();
  }

  /** A gateway that is stored; null for one that is yet to be, with which nobody can do anything. */
  find(gateway: string): GatewayRun | null {
    return this.#runs.get(gateway) ?? null;
  }

  /** From now on data planes shall serve a gateway so, in place of what was served under its name; it is not ticked yet. */
  serve(run: GatewayRun): void {
    this.#served.set(run.gateway.name, run);
  }

  /** From now on no data plane shall serve a gateway of this name. */
  leave(gateway: string): void {
    this.#served.delete(gateway);
  }

  /** From now on there is this gateway, in place of the one that had its name; it is stored, and yet to be ticked. */
  keep(run: GatewayRun): void {
    this.#runs.set(run.gateway.name, run);
  }

  /** The company that a gateway goes with for as long as it is ticked. */
  companyOf(run: GatewayRun): Company {
    const known = this.#companyOf.get(run);
    if (known !== undefined) return known;
    const company = [...this.#companies].find((each) => each.takes(run)) ?? new Company(run);
    this.#companies.add(company);
    this.#companyOf.set(run, company);
    company.join(run);
    return company;
  }

  /** Begins to tick gateways that are served. */
  begin(...runs: readonly GatewayRun[]): void {
    const companies = new Set(runs.map((run) => this.companyOf(run)));
    this.#spread(
      runs,
      [...companies].filter((company) => !this.#looping.has(company)),
    );
    for (const run of runs) this.companyOf(run).runs.add(run);
    // Once all are there, so that the first pass of a company is one of all its gateways.
    for (const company of companies) {
      if (this.#looping.has(company)) company.wake();
      else this.#looping.set(company, this.#loopOver(company));
    }
  }

  /** Where there are too many gateways for one pass, the passes are spread over the period, from the first on. */
  #spread(runs: readonly GatewayRun[], founded: readonly Company[]): void {
    for (const run of runs) {
      const company = this.companyOf(run);
      const alike = founded.filter(
        ({ source, target, period }) =>
          source === company.source && target === company.target && period === company.period,
      );
      const place = alike.indexOf(company);
      if (place > 0) run.nextAt += (place * company.period) / alike.length;
    }
  }

  /** Ticks a gateway no more, as this description of it; there is none of its name any more unless another was kept. */
  end(run: GatewayRun): void {
    if (this.find(run.gateway.name) === run) this.#runs.delete(run.gateway.name);
    const company = this.companyOf(run);
    company.leave(run);
    this.#companyOf.delete(run);
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
    if (company.isEmpty) this.#companies.delete(company);
  }
}
