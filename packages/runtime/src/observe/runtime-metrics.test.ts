import { describe, expect, test } from '@jest/globals';
import { parseExposition } from '../metrics/exposition.js';
import { promoted, shifted } from '../notify/testing/events.js';
import type { ReleaseEvent, TickRecord } from '../release/events.js';
import type { ReplicaPart } from './part-gauges.js';
import { RuntimeMetrics } from './runtime-metrics.js';

const NOW = 1_700_000_000_000;

function metrics(
  depths: ReadonlyMap<string, number> | null = null,
  part: ReplicaPart | null = null,
): RuntimeMetrics {
  return new RuntimeMetrics({
    now: () => NOW,
    isServed: (gateway) => gateway !== 'gone',
    outboxDepths: depths === null ? null : () => Promise.resolve(depths),
    part,
  });
}

const record = (gateway: string, changes: Partial<TickRecord> = {}): TickRecord => ({
  gateway,
  at: NOW - 2_000,
  phase: 'Progressing',
  step: 1,
  routes: [
    {
      route: 'default',
      shares: [
        ['version1', 9_000],
        ['version2', 1_000],
      ],
    },
  ],
  shift: null,
  drift: null,
  outcomes: [
    {
      policy: 0,
      type: 'time',
      proposal: { kind: 'hold' },
      observed: false,
      reason: 'it holds',
      reading: {
        type: 'time',
        requests: [
          { version: 'version1', sample: { known: true, value: 120 } },
          { version: 'version2', sample: { known: false, cause: 'no-series' } },
        ],
      },
    },
  ],
  operation: null,
  reason: 'it holds',
  ...changes,
});

const ticked = (of: TickRecord, due?: number): ReleaseEvent => ({
  kind: 'ticked',
  gateway: of.gateway,
  at: of.at,
  reason: of.reason,
  record: of,
  ...(due !== undefined && { due }),
});

/** `name{label="value"} 1`, of our own families, as our own reader of such pages has them. */
async function series(of: RuntimeMetrics): Promise<readonly string[]> {
  const page = parseExposition(await of.text());
  if (!page.ok) throw new Error(page.message);
  return page.series
    .filter(({ name }) => name.startsWith('lamia_') && !/_(duration|lag)_/.test(name))
    .map(({ name, labels, value }) => `${name}${JSON.stringify(Object.fromEntries(labels))} ${value}`);
}

test('the page can be read, and tells of the process and the lag of its event loop', async () => {
  const page = parseExposition(await metrics().text());
  if (!page.ok) throw new Error(page.message);
  const names = new Set(page.series.map(({ name }) => name));
  expect(names).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(names).toContain('process_resident_memory_bytes');
});

describe('a tick', () => {
  test('shows as weights, phase and what was read, as it was last', async () => {
    const of = metrics();
    of.note(ticked(record('shop', { phase: 'Pending' })));
    of.note(ticked(record('shop')));
    const shown = await series(of);
    expect(shown.filter((line) => line.includes('shop'))).toEqual([
      'lamia_route_weight_ratio{"gateway":"shop","route":"default","version":"version1"} 0.9',
      'lamia_route_weight_ratio{"gateway":"shop","route":"default","version":"version2"} 0.1',
      'lamia_release_phase{"gateway":"shop","phase":"Progressing"} 1',
      'lamia_read_value{"gateway":"shop","read":"metric version1 requests"} 120',
    ]);
    expect(shown).toContain('lamia_ticks_total{} 2');
    expect(shown).toContain(
      'lamia_policy_outcomes_total{"type":"time","outcome":"hold","observed":"false"} 2',
    );
    expect(await of.text()).toContain('lamia_tick_duration_seconds_sum 4\n');
    // Of an operator's act nobody knew when it was due.
    expect(await of.text()).toContain('lamia_tick_lag_seconds_count 0\n');
    of.note(ticked(record('shop'), NOW - 3_000));
    expect(await of.text()).toContain('lamia_tick_lag_seconds_sum 3\n');
  });

  test('of a gateway that is gone shows no more', async () => {
    const of = metrics();
    of.note(ticked(record('gone')));
    expect((await series(of)).filter((line) => line.includes('gone'))).toEqual([]);
  });
});

describe('a replica of several', () => {
  test('tells which part it has, and which gateways of it cannot be run, as it is now', async () => {
    let notRun: readonly string[] = ['team/broken', 'team/other'];
    const of = metrics(null, { of: 16, held: () => 5, notRun: () => notRun });
    const shown = await series(of);
    expect(shown).toEqual(
      expect.arrayContaining([
        'lamia_shards{} 16',
        'lamia_shards_held{} 5',
        'lamia_gateway_not_run{"gateway":"team/broken"} 1',
        'lamia_gateway_not_run{"gateway":"team/other"} 1',
      ]),
    );
    notRun = ['team/other'];
    expect((await series(of)).filter((line) => line.includes('not_run'))).toEqual([
      'lamia_gateway_not_run{"gateway":"team/other"} 1',
    ]);
  });

  test('and one that is alone has no such series', async () => {
    expect((await series(metrics())).filter((line) => /shards|not_run/.test(line))).toEqual([]);
  });

  test('tells of so many gateways and no more', async () => {
    const notRun = Array.from({ length: 1_001 }, (_, index) => `team/shop${index}`);
    const of = metrics(null, { of: 1, held: () => 1, notRun: () => notRun });
    expect((await series(of)).filter((line) => line.includes('not_run'))).toHaveLength(1_000);
  });
});

test('shifts, ends and errors are counted, errors and ends from the start', async () => {
  const of = metrics();
  expect(await series(of)).toEqual(
    expect.arrayContaining([
      'lamia_releases_ended_total{"phase":"RolledBack"} 0',
      'lamia_errors_total{"where":"data-plane"} 0',
      'lamia_errors_total{"where":"fault"} 0',
    ]),
  );
  of.note(shifted('shop', NOW));
  of.note(promoted('shop', NOW));
  for (const kind of ['tick-failed', 'target-failed', 'source-warned'] as const) {
    of.note({ kind, gateway: 'shop', at: NOW, reason: '' });
  }
  of.noteFault();
  expect(await series(of)).toEqual(
    expect.arrayContaining([
      'lamia_shifts_total{"cause":"policy"} 1',
      'lamia_releases_ended_total{"phase":"Promoted"} 1',
      'lamia_errors_total{"where":"tick"} 1',
      'lamia_errors_total{"where":"data-plane"} 1',
      'lamia_errors_total{"where":"source"} 1',
      'lamia_errors_total{"where":"fault"} 1',
    ]),
  );
});

test('the outbox shows how much waits, and deliveries what became of them', async () => {
  const of = metrics(new Map([['team', 3]]));
  of.noteDelivery({ kind: 'delivered', notifier: 'team', count: 20 });
  of.noteDelivery({ kind: 'failed', notifier: 'team', attempts: 7, why: '' });
  of.noteDelivery({ kind: 'lost', notifier: 'team', count: 2, why: '' });
  expect((await series(of)).filter((line) => line.includes('team'))).toEqual([
    'lamia_outbox_depth{"notifier":"team"} 3',
    'lamia_notifications_total{"notifier":"team","outcome":"delivered"} 20',
    'lamia_notifications_total{"notifier":"team","outcome":"failed"} 1',
    'lamia_notifications_total{"notifier":"team","outcome":"lost"} 2',
  ]);
});

test('calls are measured, and come out as they were', async () => {
  const of = metrics();
  expect(await of.timed('read', () => Promise.resolve(5))).toBe(5);
  await expect(of.timed('apply', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const text = await of.text();
  expect(text).toContain('lamia_call_duration_seconds_count{call="read",outcome="answered"} 1');
  expect(text).toContain('lamia_call_duration_seconds_count{call="apply",outcome="failed"} 1');
});

test('a thousand gateways have series of their own, the others are counted', async () => {
  const of = metrics();
  for (let n = 0; n < 1_010; n += 1) of.note(ticked(record(`g${n}`)));
  const shown = await series(of);
  expect(shown.filter((line) => line.startsWith('lamia_release_phase'))).toHaveLength(1_000);
  expect(shown).toContain('lamia_gateways_without_series{} 10');
});
