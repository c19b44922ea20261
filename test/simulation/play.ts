import type { Milliseconds } from '../../packages/runtime/src/config/duration.js';
import type { FreezeWindow } from '../../packages/runtime/src/config/gateway.js';
import { isEnded, type GatewayState } from '../../packages/runtime/src/release/state.js';
import type { SharedTarget } from '../../packages/runtime/src/routing/target.js';
import { formOf } from './guests.js';
import type { Entry } from './journal.js';
import type { Scenario } from './scenario.js';
import type { Traffic } from './traffic.js';
import { SimulatedWorld } from './world.js';

/** Everything that is left of a scenario that was played. */
export interface Played {
  readonly scenario: Scenario;
  readonly entries: readonly Entry[];
  readonly traffic: ReadonlyMap<string, Traffic>;
  /** How every gateway ended, by name. */
  readonly states: ReadonlyMap<string, GatewayState>;
}

/** After this long without anything wrong, everything that was out of order has been put in order. */
const SETTLING: Milliseconds = 90_000;
/** What a scenario is watched for at most after all has settled. */
const LONGEST: Milliseconds = 3 * 3_600_000;

/** Plays a scenario until every release in it has ended or nothing has moved for longer than anything takes. */
export async function play(
  scenario: Scenario,
  between: (target: SharedTarget) => SharedTarget = (target) => target,
): Promise<Played> {
  const world = new SimulatedWorld(scenario);
  const { journal, target, clock } = world;
  world.seenTarget = between(target);
  world.begin();
  for (const spell of scenario.course) await world.live(spell);
  world.heal();
  await world.run(SETTLING);
  const documents = await world.store.documents();
  const states = await world.states();
  journal.note({
    kind: 'settled',
    states,
    served: new Map(target.served().map((gateway) => [gateway, { gateway, routes: target.routes(gateway) }])),
    descriptions: new Map(target.descriptions),
    guests: new Map(documents.map((document) => [document.gateway, formOf(document).form])),
    running: world.running(),
  });
  const watch = new Watch(journal.entries, patience(scenario), states.length);
  await world.run(LONGEST, () => watch.isEnough(clock.elapsed()));
  await world.stop();
  const ends = new Map((await world.states()).map((state) => [state.gateway, state]));
  return { scenario, entries: journal.entries, traffic: world.traffic, states: ends };
}

/** How long nothing can move in a release that will move again. */
function patience({ casts, guests, course }: Scenario): Milliseconds {
  const all = [...casts, ...guests.flatMap(({ forms }) => forms)];
  const waits = all.flatMap(({ gateway: { metrics, policies } }) =>
    policies.map(({ interval, budgets, deadline, gates, freeze }) => {
      const warmUp = metrics === null ? 0 : metrics.window + 2 * metrics.scrapeInterval;
      const pace = Math.max(interval, warmUp);
      const stays = [...gates.map(({ timeout }) => timeout ?? 0), ...freeze.map(lengthOf)];
      const alone = Math.max(3 * pace, budgets.noData.for, budgets.sourceErrors.for, deadline?.after ?? 0);
      return stays.reduce((sum, each) => sum + each, alone);
    }),
  );
  const setBack = course
    .flatMap(({ incidents }) => incidents)
    .map((incident) => (typeof incident === 'object' ? Math.max(0, -incident.clockSetBy * 1000) : 0));
  return Math.max(...waits) + setBack.reduce((sum, each) => sum + each, 0) + 60_000;
}

function lengthOf({ kind, from, to }: FreezeWindow): Milliseconds {
  return kind === 'once' ? to - from : (to - from) * 60_000;
}

/** Watches the journal for the end of all releases, or for one of them not moving any more. */
class Watch {
  #seen = 0;
  #movedAt = 0;
  readonly #phases = new Map<string, GatewayState>();

  constructor(
    private readonly entries: readonly Entry[],
    private readonly patience: Milliseconds,
    private readonly count: number,
  ) {}

  isEnough(now: Milliseconds): boolean {
    for (; this.#seen < this.entries.length; this.#seen += 1) {
      const entry = this.entries[this.#seen];
      if (entry?.kind === 'forgotten' && entry.isTaken) this.#phases.delete(entry.gateway);
      if (entry?.kind !== 'stored' || !entry.isTaken) continue;
      for (const { state } of entry.progress) {
        const before = this.#phases.get(state.gateway);
        const isSame =
          before?.intent.step === state.intent.step && before.release?.phase === state.release?.phase;
        if (!isSame) this.#movedAt = entry.elapsed;
        this.#phases.set(state.gateway, state);
      }
    }
    const states = [...this.#phases.values()];
    const haveEnded =
      states.length === this.count &&
      states.every(({ release }) => release === null || isEnded(release.phase));
    return haveEnded || now - this.#movedAt > this.patience;
  }
}
