import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MetricCatalogue } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { catalogueOf } from '../metrics/testing/catalogue-of.js';
import {
  customPolicy,
  gatewayWith,
  healthPolicy,
  metricPolicy,
  timePolicy,
} from '../release/testing/gateways.js';
import { World } from '../release/testing/world.js';
import { LibsqlStore } from '../store/libsql/libsql-store.js';
import { readLog } from '../store/libsql/read-log.js';
import type { LogLine } from './log-line.js';
import { readExport } from './read-export.js';
import { replayLog } from './replay-log.js';

const MINUTE = 60_000;

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-replay-'));
  file = join(folder, 'state.db');
});

afterEach(() => rm(folder, { recursive: true }));

/** Plays a release to its end and gives its log. */
async function logOf(
  gateway: Gateway,
  errors: Readonly<Record<string, number>>,
  during: (world: World) => Promise<void> = () => Promise.resolve(),
  catalogue: MetricCatalogue | null = null,
): Promise<readonly LogLine[]> {
  const store = LibsqlStore.open(file);
  const world = new World({ catalogueOf: () => catalogue }, {}, store);
  for (const [version, share] of Object.entries(errors))
    world.source.behaviours.set(version, { errors: share });
  await world.start(gateway);
  await world.run(5 * MINUTE);
  await during(world);
  await world.run(20 * MINUTE);
  await world.stop();
  const lines = readLog(file, null);
  await store.close();
  return lines;
}

const better = { version1: 0.04 };
const worse = { version2: 0.3 };

describe('every logged decision is made again, value by value, of a release', () => {
  test.each<[string, Gateway, Readonly<Record<string, number>>]>([
    ['promoted by an expression', gatewayWith([customPolicy({ minimumRequests: 50 })]), better],
    ['taken back by an expression', gatewayWith([customPolicy()]), worse],
    ['promoted by time', gatewayWith([timePolicy()]), {}],
    ['by health', gatewayWith([healthPolicy()]), worse],
    ['by a metric', gatewayWith([metricPolicy()]), better],
    ['with two policies', gatewayWith([timePolicy(), customPolicy()]), better],
  ])('%s', async (_name, gateway, errors) => {
    const lines = await logOf(gateway, errors);
    const { replayed, deviation } = replayLog(lines);
    expect(deviation).toBeNull();
    expect(replayed).toBeGreaterThan(3);
    const kept = lines.filter((line) => line.kind === 'decision' && line.keeping !== 'ring');
    expect(replayed).toBe(kept.length);
  });

  test.each([
    ['an expression', customPolicy()],
    ['health', healthPolicy()],
    ['a metric', metricPolicy()],
  ])('by %s with the units of a catalogue', async (_name, policy) => {
    const catalogue = languageCatalogue(await catalogueOf('haproxy'));
    const lines = await logOf(gatewayWith([policy]), better, undefined, catalogue);
    expect(JSON.stringify(lines)).toContain('"unit":"count"');
    const { replayed, deviation } = replayLog(lines);
    expect(deviation).toBeNull();
    expect(replayed).toBeGreaterThan(3);
  });

  test('with outages, drifts, missing data and operators', async () => {
    const gateway = gatewayWith([customPolicy()]);
    const lines = await logOf(gateway, better, async (world) => {
      const { runtime, target, source } = world;
      expect(await runtime.act('shop', { kind: 'pause' }, 'alice')).toMatchObject({ ok: true });
      expect(
        await runtime.act(
          'shop',
          {
            kind: 'weights',
            route: 'default',
            weights: new Map([
              ['version1', 5_000],
              ['version2', 5_000],
            ]),
          },
          'alice',
        ),
      ).toMatchObject({ ok: true });
      expect(await runtime.act('shop', { kind: 'resume' }, 'alice')).toMatchObject({ ok: true });
      target.edit('shop', 'default', new Map([['version1', 10_000]]));
      await world.run(MINUTE);
      target.failure = 'the socket is gone';
      await world.run(MINUTE);
      target.failure = null;
      source.instead = { known: false, cause: 'no-series' };
    });
    expect(replayLog(lines).deviation).toBeNull();
    const acts = lines.filter(
      (line) => line.kind === 'decision' && JSON.stringify(line.grounds).includes('"act"'),
    );
    expect(acts.length).toBeGreaterThan(2);
  });
});

test('the exported log is the log', async () => {
  const lines = await logOf(gatewayWith([customPolicy()]), better);
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  expect(readExport(text)).toEqual({ ok: true, lines });
});

test.each([
  ['no JSON', '{"kind"', /JSON|position/],
  ['another file', '{"kind": "Gateway"}', /it is no line of a log/],
])('%s is no export', (_name, line, message) => {
  const read = readExport(`\n${line}\n`);
  expect(read).toMatchObject({ ok: false, line: 2 });
  expect(read.ok ? '' : read.message).toMatch(message);
});

test('the first decision that comes out otherwise is told, with the place and both values', async () => {
  const lines = await logOf(gatewayWith([customPolicy()]), better);
  const place = lines.findIndex(
    (line) =>
      line.kind === 'decision' &&
      line.keeping === 'change' &&
      JSON.stringify(line.record).includes('"toward"'),
  );
  const forged = lines.map((line, index) =>
    index === place
      ? (JSON.parse(JSON.stringify(line).replace('"kind":"toward"', '"kind":"hold"')) as LogLine)
      : line,
  );
  expect(replayLog(forged).deviation).toMatchObject({
    gateway: 'shop',
    difference: { path: 'outcomes[0].proposal.kind', logged: '"hold"', replayed: '"toward"' },
    message: '`outcomes[0].proposal.kind` was "hold" and is "toward" when it is decided again',
  });
});
