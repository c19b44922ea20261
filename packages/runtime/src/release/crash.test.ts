import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { LibsqlStore } from '../store/libsql/libsql-store.js';
import { isEnded } from './state.js';
import { Crash } from './testing/crashing.js';
import { customPolicy, gatewayWith, route, timePolicy } from './testing/gateways.js';
import { Lives } from './testing/lives.js';

/** Longer than any of these releases takes, in seconds. */
const LONG = 900;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-crash-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Scenario {
  readonly gateway: Gateway;
  /** Shares of requests that fail. */
  readonly errors: Readonly<Record<string, number>>;
}

/** What is to be the same whether or not the process died on the way. */
interface Course {
  /** The candidate's shares, as the data plane was given them. */
  readonly shares: readonly number[];
  readonly phase: string | undefined;
  readonly step: number | undefined;
  /** The steps that the decision log has, each with what decided it. */
  readonly logged: readonly number[];
}

/** Plays a release; the process dies at `crash` and another one goes on a moment later. */
async function play({ gateway, errors }: Scenario, file: string, crash: Crash): Promise<Course> {
  const lives = new Lives(gateway, file);
  for (const [version, share] of Object.entries(errors))
    lives.source.behaviours.set(version, { errors: share });
  let hasEnded = false;
  lives.subscribe((event) => {
    hasEnded ||= event.kind === 'ended' || (event.kind === 'resumed' && isEnded(event.phase));
  });
  for (const life of [crash, new Crash()]) {
    lives.begin(life);
    await lives.run(LONG, () => hasEnded);
    await lives.end();
    if (!life.isOver) break;
    hasEnded = false;
  }
  const store = LibsqlStore.open(file);
  const [state] = await store.load();
  const decisions = await store.decisions(gateway.name, 1000);
  await store.close();
  return {
    shares: lives.target.history.map(({ routes }) => (routes.get('default')?.get('version2') ?? 0) / 100),
    phase: state?.release?.phase,
    step: state?.intent.step,
    logged: decisions.flatMap(({ record }) => (record.shift === null ? [] : [record.step])).toReversed(),
  };
}

const QUICK = { step: 2500, start: 2500 };
const METRICS = {
  source: { kind: 'scrape', urls: null, timeout: 1000 },
  provider: 'embedded',
  window: 10_000,
  scrapeInterval: 5_000,
  scope: 'gateway',
} as const;

const scenarios: readonly (readonly [string, Scenario, readonly number[], string])[] = [
  [
    'promoted by an expression',
    {
      gateway: gatewayWith([customPolicy(QUICK)], { metrics: METRICS }),
      errors: { version1: 0.04 },
    },
    [0, 25, 50, 75, 100],
    'Promoted',
  ],
  [
    'promoted by time',
    { gateway: gatewayWith([timePolicy(QUICK)]), errors: {} },
    [0, 25, 50, 75, 100],
    'Promoted',
  ],
  [
    'aborted and taken back step by step',
    {
      gateway: gatewayWith([customPolicy({ ...QUICK, failures: { consecutive: 1, total: null } })], {
        metrics: METRICS,
        routes: [route('default', { version1: 2500, version2: 7500 })],
      }),
      errors: { version2: 0.04 },
    },
    [75, 50, 25, 0],
    'RolledBack',
  ],
];

describe.each(scenarios)('a release %s', (name, scenario, shares, phase) => {
  test('takes the same steps whenever the process dies: none is lost and none doubled', async () => {
    const whole = new Crash();
    const steps = shares.slice(1).map((_share, place) => place + 1);
    const course: Course = { shares, phase, step: steps.length, logged: steps };
    expect(await play(scenario, join(folder, `${name}.db`), whole)).toEqual(course);
    expect(whole.count).toBeGreaterThan(40);
    for (let at = 0; at < whole.count; at += 1) {
      const played = await play(scenario, join(folder, `${name} ${at}.db`), new Crash(at));
      expect({ at, ...played }).toEqual({ at, ...course });
    }
  }, 120_000);
});
