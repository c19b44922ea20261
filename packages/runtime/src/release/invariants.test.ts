import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import fc from 'fast-check';
import type { Policy } from '../config/gateway.js';
import { FULL, weightsText } from '../config/weights.js';
import { LibsqlStore } from '../store/libsql/libsql-store.js';
import { inputsRead, type Reading } from '../policy/reading.js';
import type { TickRecord } from './events.js';
import { sameShares, sharesText, weightsOf, type RouteShares } from './shares.js';
import { isEnded, type GatewayState } from './state.js';
import { Crash } from './testing/crashing.js';
import {
  customPolicy,
  gatewayWith,
  healthPolicy,
  metricPolicy,
  timePolicy,
  weights,
} from './testing/gateways.js';
import { Lives } from './testing/lives.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-invariants-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const WINDOW = 20_000;
const SCRAPE = 5_000;
/** The least time between two steps of a judging policy: window and settling time. */
const WARM_UP = WINDOW + 2 * SCRAPE;

type SourceMode = 'better' | 'worse' | 'same' | 'hanging' | Sample;
type TargetMode = 'works' | 'fails' | 'hangs' | 'edited' | 'forgets';

/** What the world is like for a while; the process dies after so many calls of its ports, if it does. */
interface While {
  readonly source: SourceMode;
  readonly target: TargetMode;
  readonly seconds: number;
  readonly diesAfter: number | null;
}

const sourceModes: fc.Arbitrary<SourceMode> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<SourceMode>('better', 'better', 'better', 'worse', 'same') },
  { weight: 1, arbitrary: fc.constant<SourceMode>('hanging') },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('no-series', 'nan', 'infinite', 'many-series', 'source-failed')
      .map((cause): SourceMode => ({ known: false, cause })),
  },
);

const whiles: fc.Arbitrary<readonly While[]> = fc.array(
  fc.record({
    source: sourceModes,
    target: fc.oneof(
      { weight: 6, arbitrary: fc.constant<TargetMode>('works') },
      { weight: 1, arbitrary: fc.constantFrom<TargetMode>('fails', 'hangs', 'edited', 'forgets') },
    ),
    seconds: fc.integer({ min: 1, max: 240 }),
    diesAfter: fc.option(fc.nat(40), { freq: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const common = {
  interval: fc.constantFrom(7_000, 10_000, 45_000),
  step: fc.constantFrom(1000, 2500, 10_000),
  start: fc.constantFrom(500, 2500),
  minimumRequests: fc.constantFrom(0, 50),
  rollback: fc.constantFrom('gradual' as const, 'immediate' as const),
  deadline: fc.option(
    fc.record({
      after: fc.integer({ min: 60_000, max: 900_000 }),
      then: fc.constantFrom('hold' as const, 'rollback' as const),
    }),
    { freq: 4 },
  ),
};

const budget = fc.record({
  for: fc.constantFrom(30_000, 600_000),
  then: fc.constantFrom('hold' as const, 'rollback' as const),
});

const judging = {
  ...common,
  failures: fc.record({
    consecutive: fc.option(fc.integer({ min: 1, max: 3 })),
    total: fc.option(fc.integer({ min: 3, max: 5 })),
  }),
  budgets: fc.record({ noData: budget, sourceErrors: budget }),
};

const policies: fc.Arbitrary<readonly Policy[]> = fc.array(
  fc.oneof(
    fc.record(common).map((given) => timePolicy({ ...given, minimumRequests: 0 })),
    fc.record(judging).map(customPolicy),
    fc.record({ ...judging, floor: fc.constantFrom(0, 500) }).map(healthPolicy),
    fc.record(judging).map(metricPolicy),
  ),
  { minLength: 1, maxLength: 3 },
);

/** What is left of a release after everything that happened to it. */
interface Remains {
  readonly lives: Lives;
  readonly state: GatewayState;
  /** The decision log, oldest first. */
  readonly log: readonly TickRecord[];
}

let files = 0;

async function play(given: readonly Policy[], course: readonly While[]): Promise<Remains> {
  files += 1;
  const file = join(folder, `${files}.db`);
  const gateway = gatewayWith(given, {
    metrics: {
      source: { kind: 'scrape', urls: null, timeout: 1000 },
      provider: 'embedded',
      window: WINDOW,
      scrapeInterval: SCRAPE,
      scope: 'gateway',
    },
  });
  const lives = new Lives(gateway, file);
  lives.begin();
  await lives.run(1);
  for (const { source, target, seconds, diesAfter } of course) {
    if (lives.hasDied() || diesAfter !== null) {
      await lives.end();
      setTarget(lives, 'works');
      lives.begin(diesAfter === null ? new Crash() : new Crash(diesAfter));
    }
    setSource(lives, source);
    setTarget(lives, target);
    await lives.run(seconds);
  }
  // All faults are gone: what is intended and what the data plane has must come together.
  await lives.end();
  setTarget(lives, 'works');
  lives.begin();
  await lives.run(60);
  await lives.end();
  const store = LibsqlStore.open(file);
  const [state] = await store.load();
  const log = (await store.decisions(gateway.name, 10_000)).map(({ record }) => record).toReversed();
  await store.close();
  if (state === undefined) throw new Error('nothing was stored');
  return { lives, state, log };
}

function setSource({ source }: Lives, mode: SourceMode): void {
  source.isHanging = mode === 'hanging';
  source.instead = typeof mode === 'object' ? mode : null;
  source.behaviours.set('version1', { errors: 0.04 });
  source.behaviours.set('version2', { errors: mode === 'better' ? 0 : mode === 'worse' ? 0.3 : 0.04 });
}

function setTarget({ target }: Lives, mode: TargetMode): void {
  target.failure = mode === 'fails' ? 'the socket is gone' : null;
  target.hanging.clear();
  if (mode === 'hangs') target.hanging.add('shop');
  if (mode === 'edited') target.edit('shop', 'default', weights({ version1: 5000, version2: 5000 }));
  if (mode === 'forgets') target.forget();
}

function share(routes: readonly RouteShares[], version: string): number {
  const [route] = routes;
  return route === undefined ? 0 : (weightsOf(route).get(version) ?? 0);
}

/** The versions that a reading has no value of, where their policy cannot decide without. */
function undecidedVersions(reading: Reading): readonly string[] {
  switch (reading.type) {
    case 'time':
      return [];
    case 'health':
    case 'metric':
      return reading.scores.filter(({ score }) => !score.known).map(({ version }) => version);
    case 'custom':
      return reading.decision.decided ? [] : ['any'];
  }
}

const shifts = (log: readonly TickRecord[]): readonly TickRecord[] =>
  log.filter(({ shift }) => shift !== null);

/** Neighbours in a list, with the first one's predecessor left out. */
function pairs<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.slice(1).flatMap((item, place) => {
    const before = list[place];
    return before === undefined ? [] : [[before, item] as const];
  });
}

/** Plays many random releases and lets `check` look at what is left of each. */
async function always(check: (remains: Remains, given: readonly Policy[]) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(policies, whiles, async (given, course) => {
      check(await play(given, course), given);
    }),
    { numRuns: 15 },
  );
}

const PATIENCE = 120_000;

describe('whatever happens to a release, crashes included', () => {
  test(
    'weights sum to 100%, and the data plane is given no weights that were not intended and stored',
    async () => {
      await always(({ lives, log, state }) => {
        const intended = new Set([
          ...log.map(({ routes }) => sharesText(routes)),
          'version1 100%, version2 0%',
        ]);
        intended.add(sharesText(state.intent.routes));
        for (const { routes } of lives.target.history) {
          const given = routes.get('default') ?? weights({});
          expect([...given.values()].reduce((sum, part) => sum + part, 0)).toBe(FULL);
          expect(intended).toContain(weightsText(given));
        }
      });
    },
    PATIENCE,
  );

  test(
    'no step is lost or doubled, and the log has every one of them',
    async () => {
      await always(({ log, state }) => {
        expect(shifts(log).map(({ step }) => step)).toEqual(
          Array.from({ length: state.intent.step }, (_step, place) => place + 1),
        );
      });
    },
    PATIENCE,
  );

  test(
    'nothing shifts without a decided result, a time policy, an entry or an abort',
    async () => {
      await always(({ log }) => {
        let before: readonly RouteShares[] = [{ route: 'default', shares: [['version1', FULL]] }];
        for (const { shift, routes, outcomes } of shifts(log)) {
          const gained = share(routes, 'version2') > share(before, 'version2') ? 'version2' : 'version1';
          before = routes;
          if (shift !== 'policy') continue;
          const favours = outcomes.filter(
            ({ proposal }) => proposal.kind === 'toward' && proposal.version === gained,
          );
          expect(favours).not.toEqual([]);
          for (const { reading } of favours) expect(undecidedVersions(reading)).toEqual([]);
        }
        expect(shifts(log).filter(({ shift }) => shift === 'entry').length).toBeLessThanOrEqual(1);
      });
    },
    PATIENCE,
  );

  test(
    'no step of a policy comes faster than its interval, nor a judged one before the warm-up',
    async () => {
      await always(({ log }, given) => {
        const least = Math.max(
          Math.min(...given.map(({ interval }) => interval)),
          given.some(({ type }) => type !== 'time') ? WARM_UP : 0,
        );
        for (const [before, after] of pairs(shifts(log))) {
          const isBack = share(after.routes, 'version1') > share(before.routes, 'version1');
          const pace = isBack ? Math.min(...given.map(({ interval }) => interval)) : least;
          if (after.shift === 'policy') expect(after.at - before.at).toBeGreaterThanOrEqual(pace);
        }
      });
    },
    PATIENCE,
  );

  test(
    'an aborted release never goes up again',
    async () => {
      await always(({ log }) => {
        const first = log.findIndex(({ phase }) => phase === 'RollingBack');
        if (first === -1) return;
        for (const [before, after] of pairs(log.slice(first))) {
          expect(share(after.routes, 'version2')).toBeLessThanOrEqual(share(before.routes, 'version2'));
          expect(['RollingBack', 'RolledBack']).toContain(after.phase);
        }
      });
    },
    PATIENCE,
  );

  test(
    'an end is the end',
    async () => {
      await always(({ log }) => {
        const first = log.findIndex(({ phase }) => phase !== null && isEnded(phase));
        if (first === -1) return;
        for (const [before, after] of pairs(log.slice(first))) {
          expect(after.phase).toBe(before.phase);
          expect(sameShares(before.routes, after.routes)).toBe(true);
        }
      });
    },
    PATIENCE,
  );

  test(
    'nothing is promoted on unknown data of the promoted version, or with a failed source',
    async () => {
      await always(({ log, state }) => {
        const promoted = log.find(({ phase }) => phase === 'Promoted');
        if (promoted === undefined) return;
        expect(share(promoted.routes, state.stable)).toBe(FULL);
        for (const { reading } of promoted.outcomes) {
          const inputs = inputsRead(reading);
          const own = inputs.filter(({ version }) => version === state.stable);
          expect(own.filter(({ sample }) => !sample.known)).toEqual([]);
          expect(inputs.filter(({ sample }) => !sample.known && sample.cause === 'source-failed')).toEqual(
            [],
          );
        }
      });
    },
    PATIENCE,
  );

  test(
    'once the faults are gone the data plane has what is stored',
    async () => {
      await always(({ lives, state }) => {
        expect(weightsText(lives.target.weights())).toBe(sharesText(state.intent.routes));
        expect(state.outage).toBeNull();
        expect(state.confirmed?.step).toBe(state.intent.step);
      });
    },
    PATIENCE,
  );
});
