import type { GatewayRun } from './gateway-run.js';
import { isEnded, type Release } from './state.js';

/** A gateway that is about to be ticked. */
export interface Applicant {
  readonly run: GatewayRun;
  /** Whether its data plane answers: without one it cannot begin, and holds up nobody. */
  readonly isServed: boolean;
}

/**
 * Which releases may begin while at most so many are under way: those that began to wait first, by name where that was at the
 * same time. A place that is given is kept until the release has ended, so that two ticks at a time never give the same one.
 */
export class Admission {
  readonly #places: number;
  readonly #runs: () => Iterable<GatewayRun>;
  readonly #admitted = new Set<GatewayRun>();
  #underWay = 0;

  /** @param runs all gateways that there are */
  constructor(places: number, runs: () => Iterable<GatewayRun>) {
    this.#places = places;
    this.#runs = runs;
  }

  /** Gives the free places, before these gateways are ticked. */
  admit(applicants: readonly Applicant[]): void {
    if (this.#places === Number.POSITIVE_INFINITY) return;
    if (!applicants.some(({ run }) => pending(run) !== null)) return;
    const served = new Set<GatewayRun>();
    for (const { run, isServed } of applicants) {
      if (isServed) served.add(run);
      else this.#admitted.delete(run);
    }
    const runs = new Set(this.#runs());
    for (const run of this.#admitted) {
      if (!runs.has(run) || pending(run) === null) this.#admitted.delete(run);
    }
    const waiting = [...runs].filter(
      (run) => !this.#admitted.has(run) && (run.state.outage === null || served.has(run)),
    );
    this.#underWay = this.#admitted.size + [...runs].filter(isUnderWay).length;
    for (const run of inOrder(waiting)) {
      if (this.#underWay >= this.#places) break;
      this.#admitted.add(run);
      this.#underWay += 1;
    }
  }

  /** How many releases keep this one from beginning; null where none does. */
  crowd(run: GatewayRun): number | null {
    const mayBegin =
      this.#places === Number.POSITIVE_INFINITY || pending(run) === null || this.#admitted.has(run);
    return mayBegin ? null : this.#underWay;
  }
}

function pending({ state }: GatewayRun): Release | null {
  return state.release?.phase === 'Pending' ? state.release : null;
}

function isUnderWay({ state: { release } }: GatewayRun): boolean {
  return release !== null && release.phase !== 'Pending' && !isEnded(release.phase);
}

/** Those that wait to begin, the first to begin first. */
function inOrder(runs: readonly GatewayRun[]): readonly GatewayRun[] {
  return runs
    .flatMap((run) => {
      const release = pending(run);
      return release === null ? [] : [{ run, release }];
    })
    .sort(
      (left, right) =>
        left.release.startedAt - right.release.startedAt ||
        (left.run.gateway.name < right.run.gateway.name ? -1 : 1),
    )
    .map(({ run }) => run);
}
