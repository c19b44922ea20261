import { describe, expect, test } from '@jest/globals';
import { FULL } from '../../packages/runtime/src/config/weights.js';
import type { TickRecord } from '../../packages/runtime/src/release/events.js';
import type { GatewayState } from '../../packages/runtime/src/release/state.js';
import {
  customPolicy,
  gatewayWith,
  route,
  weights,
} from '../../packages/runtime/src/release/testing/gateways.js';
import type { Routing, SharedTarget } from '../../packages/runtime/src/routing/target.js';
import { unlikeExpected } from './ending.js';
import { INVARIANTS } from './invariants/all.js';
import { grantedOn } from './invariants/invariant.js';
import type { Entry } from './journal.js';
import { play, type Played } from './play.js';
import { BEGIN, type Order, type Scenario, type Spell } from './scenario.js';

/** A promotion by an expression in which nothing goes wrong, with a route that no policy names. */
const SCENARIO: Scenario = {
  casts: [
    {
      gateway: gatewayWith([customPolicy({ step: 5000, deadline: { after: 600_000, then: 'hold' } })], {
        application: 'shop',
        routes: [
          {
            ...route('beta', { version1: 5000, version2: 5000 }),
            condition: 'header "X-Group" exact "beta"',
          },
          route('default', { version1: FULL, version2: 0 }),
        ],
      }),
      behaviours: new Map([
        ['version1', { failingEighths: 1 }],
        ['version2', { failingEighths: 0 }],
      ]),
      characters: new Map(),
    },
  ],
  guests: [],
  quantum: 1,
  course: [],
};

/** A while in which nothing goes wrong, with orders at its begin. */
function calm(orders: readonly Order[], seconds: number): Spell {
  return {
    seconds,
    changes: [],
    orders,
    incidents: [],
    source: 'well',
    target: 'well',
    store: 'well',
    keeper: 'well',
    isReady: true,
    diesAfter: null,
  };
}

/** What is wrong, by name; empty where nothing is. */
function brokenIn(played: Played): readonly string[] {
  return INVARIANTS.flatMap(({ name, broken }) => (broken(played) === null ? [] : [name]));
}

/** The same with another history: every entry becomes one or none. */
function retold(played: Played, telling: (entry: Entry) => Entry | null): Played {
  return { ...played, entries: played.entries.flatMap((entry) => telling(entry) ?? []) };
}

/** The same with other states and ticks stored. */
function restored(
  played: Played,
  change: (
    state: GatewayState,
    record: TickRecord | null,
  ) => Partial<{ state: GatewayState; record: TickRecord | null }>,
): Played {
  return retold(played, (entry) =>
    entry.kind === 'stored'
      ? {
          ...entry,
          progress: entry.progress.map((each) => ({ ...each, ...change(each.state, each.record) })),
        }
      : entry,
  );
}

/** A target that passes on something else than it is asked for. */
function changing(target: SharedTarget, change: (routing: Routing) => Routing): SharedTarget {
  return {
    serving: target.serving,
    kind: target.kind,
    quantum: target.quantum,
    serve: (gateways, routings, signal) => target.serve(gateways, routings.map(change), signal),
    apply: (routing, signal) => target.apply(change(routing), signal),
    observe: (gateway, signal) => target.observe(gateway, signal),
    address: (gateway) => target.address(gateway),
    metricsUrl: () => target.metricsUrl(),
    close: () => target.close(),
  };
}

describe('what is broken is noticed', () => {
  test('nothing, where nothing is', async () => {
    const played = await play(SCENARIO);
    expect(brokenIn(played)).toEqual([]);
    expect(played.states.get('shop')?.release?.phase).toBe('Promoted');
  });

  test('a data plane that gets weights that were never stored, and does not come to have what was', async () => {
    const all = weights({ version1: 0, version2: FULL });
    const played = await play(SCENARIO, (target) =>
      changing(target, ({ gateway, routes }) => ({ gateway, routes: new Map(routes).set('beta', all) })),
    );
    expect(brokenIn(played)).toEqual([
      'routes that no policy names never move',
      'what the data plane is asked for was stored before',
      'the data plane converges to the stored state',
    ]);
  });

  test('a data plane that loses a part of the traffic', async () => {
    const played = await play(SCENARIO, (target) =>
      changing(target, ({ gateway, routes }) => ({
        gateway,
        routes: new Map(routes).set('default', weights({ version1: 1, version2: 1 })),
      })),
    );
    expect(brokenIn(played)).toContain('weights sum to 10 000 on every route');
  });

  test('a process that goes on after its end', async () => {
    const played = await play(SCENARIO);
    const entries: Entry[] = [...played.entries, { kind: 'stray', life: 1, elapsed: 0 }];
    expect(brokenIn({ ...played, entries })).toEqual(['one process writes at a time']);
  });

  test('a step that was never logged, and one that was told but not stored', async () => {
    const played = await play(SCENARIO);
    const silent = restored(played, () => ({ record: null }));
    expect(brokenIn(silent)).toContain('every shift has a cause that the log names');
    const told = retold(played, (entry) =>
      entry.kind === 'stored' && entry.progress.some(({ state }) => state.intent.step > 0) ? null : entry,
    );
    expect(brokenIn(told)).toEqual(
      expect.arrayContaining([
        'what the data plane is asked for was stored before',
        'no shift is told that was not stored',
      ]),
    );
  });

  test('a step that no policy wanted, one too soon, and one that is counted twice', async () => {
    const played = await play(SCENARIO);
    const unwanted = restored(played, (_state, record) =>
      record === null ? {} : { record: { ...record, outcomes: [] } },
    );
    expect(brokenIn(unwanted)).toEqual(
      expect.arrayContaining([
        'every shift has a cause that the log names',
        'nothing is promoted on unknown data',
      ]),
    );
    const hasty = retold(
      restored(played, (_state, record) => (record === null ? {} : { record: { ...record, at: 0 } })),
      (entry) => ({ ...entry, elapsed: 0 }),
    );
    expect(brokenIn(hasty)).toContain('no step of a policy comes faster than its pace');
    const twice = restored(played, (state) => ({
      state: { ...state, intent: { ...state.intent, step: state.intent.step * 2 } },
    }));
    expect(brokenIn(twice)).toContain('no step is lost or doubled, and the log has each of them once');
  });

  test('a window that begins before the weights did', async () => {
    const played = await play(SCENARIO);
    const early = restored(played, (_state, record) =>
      record === null ? {} : { record: { ...record, at: record.at - 40_000 } },
    );
    expect(brokenIn(early)).toContain('nothing is judged on a window that mixes two weights');
  });

  test('an end that is none, and an abort that nobody wanted', async () => {
    const played = await play(SCENARIO);
    const first = played.entries.find((entry) => entry.kind === 'stored');
    expect(first).toBeDefined();
    const again: Entry[] = [...played.entries, ...(first === undefined ? [] : [first])];
    expect(brokenIn({ ...played, entries: again })).toContain(
      'an end is the end, and an abort never goes up again',
    );
    const event = {
      kind: 'aborted',
      gateway: 'shop',
      at: 0,
      reason: 'the deadline of 10m has passed',
    } as const;
    const aborted: Entry[] = [...played.entries, { kind: 'told', event, life: 1, elapsed: 0 }];
    expect(brokenIn({ ...played, entries: aborted })).toEqual([
      'every abort comes from a limit, a budget, a deadline, a gate or an operator',
    ]);
  });

  test('a log that says something else than follows from what it was decided from, or keeps nothing of that', async () => {
    const played = await play(SCENARIO);
    const name = 'what is logged is decided again in the same way, to what was stored';
    const reworded = restored(played, (_state, record) =>
      record === null ? {} : { record: { ...record, reason: `${record.reason}, as it were` } },
    );
    expect(brokenIn(reworded)).toEqual([name]);
    const groundless = retold(played, (entry) =>
      entry.kind === 'stored'
        ? { ...entry, progress: entry.progress.map(({ state, record }) => ({ state, record })) }
        : entry,
    );
    expect(brokenIn(groundless)).toEqual([name]);
  });

  test('a paused release that goes on by itself, and an order to go back that is refused', async () => {
    const course = [
      calm([], 30),
      calm(['pause'], 60),
      calm(['weights'], 60),
      calm(['resume', 'rollback'], 60),
    ];
    const played = await play({ ...SCENARIO, course });
    expect(brokenIn(played)).toEqual([]);
    expect(grantedOn(played, 'shop').map(({ kind }) => kind)).toEqual([
      'pause',
      'weights',
      'resume',
      'rollback',
    ]);
    expect(played.states.get('shop')?.release?.phase).toBe('RolledBack');
    const unasked = restored(played, (_state, record) =>
      record === null ? {} : { record: { ...record, operation: null } },
    );
    expect(brokenIn(unasked)).toEqual(
      expect.arrayContaining([
        'every shift has a cause that the log names',
        'every abort comes from a limit, a budget, a deadline, a gate or an operator',
        'a paused release is not judged, and only an operator moves it',
      ]),
    );
    const refused = retold(played, (entry) =>
      entry.kind === 'answered' && entry.order === 'rollback'
        ? { ...entry, result: { ok: false, why: 'conflict', message: 'no', findings: [] } }
        : entry,
    );
    const early = refused.entries.filter(
      (entry) =>
        entry.kind !== 'stored' ||
        !entry.progress.some(({ state }) => state.release !== null && state.release.rollback !== null),
    );
    expect(brokenIn({ ...refused, entries: early })).toContain('a rollback is always possible');
  });

  test('a gate that is passed unasked, an answer that nobody gave, and a step in a freeze window', async () => {
    const gate = { name: 'half', at: 5000, type: 'manual', timeout: null, then: 'hold' } as const;
    const window = { kind: 'once', from: BEGIN + 120_000, to: BEGIN + 300_000 } as const;
    const [cast] = SCENARIO.casts;
    if (cast === undefined) throw new Error('the scenario has a gateway');
    const policies = [customPolicy({ step: 5000, gates: [gate], freeze: [window] })];
    const characters = new Map([['half', 'approves']] as const);
    const casts = [{ ...cast, gateway: { ...cast.gateway, policies }, characters }];
    const played = await play({ ...SCENARIO, casts });
    expect(brokenIn(played)).toEqual([]);
    expect(played.states.get('shop')?.release?.phase).toBe('Promoted');
    expect(grantedOn(played, 'shop').map(({ kind }) => kind)).toEqual(['approve']);
    const unasked = restored(played, (state) =>
      state.release === null ? {} : { state: { ...state, release: { ...state.release, gates: [] } } },
    );
    expect(brokenIn(unasked)).toEqual(['nothing passes a gate that nobody opened']);
    const denied = [{ ...cast, gateway: { ...cast.gateway, policies }, characters: new Map() }];
    expect(brokenIn({ ...played, scenario: { ...SCENARIO, casts: denied } })).toEqual([
      'a gate is answered as who was asked there says',
    ]);
    const always = [customPolicy({ step: 5000, gates: [gate], freeze: [{ ...window, to: Infinity }] })];
    const frozen = [{ ...cast, gateway: { ...cast.gateway, policies: always }, characters }];
    expect(brokenIn({ ...played, scenario: { ...SCENARIO, casts: frozen } })).toEqual([
      'nothing goes forward by itself in a freeze window',
    ]);
  });

  test('a freeze that begins or ends unheard, is told twice, or does not end', async () => {
    const [cast] = SCENARIO.casts;
    if (cast === undefined) throw new Error('the scenario has a gateway');
    const window = { kind: 'once', from: BEGIN + 60_000, to: BEGIN + 300_000 } as const;
    const casts = [
      { ...cast, gateway: { ...cast.gateway, policies: [customPolicy({ step: 5000, freeze: [window] })] } },
    ];
    const played = await play({ ...SCENARIO, casts });
    expect(brokenIn(played)).toEqual([]);
    const told = 'a freeze is told when it begins, and its end when the release goes on';
    const without = (kind: 'frozen' | 'thawed'): Played =>
      retold(played, (entry) =>
        entry.kind === 'stored'
          ? {
              ...entry,
              progress: entry.progress.map((each) => ({
                ...each,
                told: (each.told ?? []).filter((event) => event.kind !== kind),
              })),
            }
          : entry,
      );
    expect(brokenIn(without('frozen'))).toEqual([told]);
    expect(brokenIn(without('thawed'))).toEqual([told]);
    const events = (kind: 'frozen' | 'thawed') =>
      played.entries.flatMap((entry) =>
        entry.kind === 'told' && entry.event.kind === kind ? [entry.event] : [],
      );
    expect([events('frozen').length, events('thawed').length]).toEqual([1, 1]);
    const again = events('frozen').map((event) => ({ ...event, at: event.at + 1 }));
    const twice = retold(played, (entry) =>
      entry.kind === 'stored'
        ? {
            ...entry,
            progress: entry.progress.map((each) => ({ ...each, told: [...(each.told ?? []), ...again] })),
          }
        : entry,
    );
    expect(brokenIn(twice)).toEqual([told]);
    const shorter = [
      {
        ...cast,
        gateway: {
          ...cast.gateway,
          policies: [customPolicy({ step: 5000, freeze: [{ ...window, to: window.to - 60_000 }] })],
        },
      },
    ];
    expect(brokenIn({ ...played, scenario: { ...SCENARIO, casts: shorter } })).toEqual([
      'a release goes on when its freeze is over',
    ]);
  });

  test('a guest that nobody has, one that is missing, one as it was before, and an answer that is not true', async () => {
    const [cast] = SCENARIO.casts;
    if (cast === undefined) throw new Error('the scenario has a gateway');
    const gateway = { ...cast.gateway, name: 'till', application: 'till' };
    const guests = [{ name: 'till', forms: [{ ...cast, gateway, isSound: true }] }];
    const course = [
      { ...calm([], 30), changes: [{ guest: 0, form: 0 }] },
      { ...calm([], 60), changes: [{ guest: 0, form: null }] },
      { ...calm([], 60), changes: [{ guest: 0, form: 0 }] },
    ];
    const played = await play({ ...SCENARIO, guests, course });
    expect(brokenIn(played)).toEqual([]);
    expect(played.states.get('till')?.release?.phase).toBe('Promoted');
    const settledAs = (change: Partial<Extract<Entry, { kind: 'settled' }>>): readonly string[] =>
      brokenIn(retold(played, (entry) => (entry.kind === 'settled' ? { ...entry, ...change } : entry)));
    const served = 'what is served is what somebody has, as it was described last';
    expect(settledAs({ guests: new Map() })).toEqual([served]);
    expect(settledAs({ running: [] })).toEqual([served]);
    expect(settledAs({ served: new Map() })).toContain(served);
    expect(settledAs({ descriptions: new Map([['till', { ...gateway }]]) })).toEqual([served]);
    const answered = 'what is answered to who puts a gateway is what was stored';
    const denied = retold(played, (entry) =>
      entry.kind === 'changed' ? { ...entry, outcome: 'failed' } : entry,
    );
    expect(brokenIn(denied)).toEqual([answered]);
    const unstored = retold(played, (entry) =>
      entry.kind === 'stored' && entry.as === 'document' ? null : entry,
    );
    expect(brokenIn(unstored)).toContain(answered);
  });

  test('an end that is not what operators wanted last', async () => {
    const course = [calm([], 30), calm(['rollback'], 60)];
    const played = await play({ ...SCENARIO, course });
    const undisturbed = () => play(SCENARIO);
    expect(await unlikeExpected(played, undisturbed)).toBeNull();
    const others = (await undisturbed()).states;
    expect(await unlikeExpected({ ...played, states: others }, undisturbed)).toMatch(
      /Promoted .* rolled back it$/u,
    );
    const paused = await play({
      ...SCENARIO,
      course: [calm([], 30), calm(['pause'], 60), calm(['resume'], 60)],
    });
    expect(await unlikeExpected(paused, undisturbed)).toBeNull();
    expect(await unlikeExpected({ ...paused, states: played.states }, undisturbed)).toMatch(
      /; undisturbed it is Promoted/u,
    );
  });

  test('a version that is promoted although it fails more', async () => {
    const played = await play(SCENARIO);
    const [cast] = SCENARIO.casts;
    if (cast === undefined) throw new Error('the scenario has a gateway');
    const worse = { ...cast, behaviours: new Map(cast.behaviours).set('version2', { failingEighths: 4 }) };
    expect(brokenIn({ ...played, scenario: { ...SCENARIO, casts: [worse] } })).toEqual([
      'no version is promoted that fails more than its policies allow',
    ]);
  });
});
