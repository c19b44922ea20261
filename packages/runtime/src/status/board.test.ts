import { describe, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../config/gateway.js';
import type { Gateway } from '../config/gateway.js';
import type { PolicyOutcome, ReleaseEvent, TickRecord } from '../release/events.js';
import type { Identity } from '../release/state.js';
import { versionAt } from '../routing/testing/gateways.js';
import { StatusBoard } from './board.js';

const GATEWAY: Gateway = {
  name: 'shop',
  namespace: 'default',
  labels: new Map(),
  application: 'shop',
  hosts: [],
  listen: null,
  target: { kind: 'embedded' },
  traffic: PLAIN_TRAFFIC,
  versions: [versionAt('version1', 1), versionAt('version2', 2)],
  baseline: 'version1',
  candidate: 'version2',
  metrics: null,
  routes: [{ name: 'default', condition: null, weights: new Map([['version1', 10_000]]) }],
  policies: [],
};
const IDENTITY: Identity = { gateway: 'shop', stable: 'version1', candidate: 'version2', policies: 'a' };
const AT = Date.UTC(2026, 0, 1);

const outcome = (proposal: PolicyOutcome['proposal']): PolicyOutcome => ({
  policy: 0,
  type: 'custom',
  observed: false,
  proposal,
  reason: 'the better share',
  reading: {
    type: 'custom',
    window: 4000,
    requests: [{ version: 'version2', sample: { known: true, value: 80 } }],
    inputs: [
      {
        read: 'metric version2 upstream_rq_total',
        version: 'version2',
        sample: { known: false, cause: 'many-series', detail: '{a="1"}, {a="2"}' },
        required: true,
      },
    ],
    decision: { decided: true, result: 'version2' },
    trace: null,
  },
});

function ticked(change: Partial<TickRecord>): ReleaseEvent {
  const record: TickRecord = {
    gateway: 'shop',
    at: AT,
    phase: 'Progressing',
    step: 1,
    routes: [
      {
        route: 'default',
        shares: [
          ['version1', 9000],
          ['version2', 1000],
        ],
      },
    ],
    shift: null,
    drift: null,
    operation: null,
    outcomes: [outcome({ kind: 'toward', version: 'version2' })],
    reason: 'version2 is better',
    ...change,
  };
  return { kind: 'ticked', gateway: record.gateway, at: record.at, reason: record.reason, record };
}

const board = (): StatusBoard => new StatusBoard([GATEWAY], () => ({ host: '::1', port: 8080 }));

describe('StatusBoard', () => {
  test('shows the file before anything has happened', () => {
    expect(board().gateways()).toEqual([
      {
        name: 'shop',
        namespace: 'default',
        application: 'shop',
        target: 'embedded',
        address: '[::1]:8080',
        phase: null,
        reason: 'nothing has happened yet',
        stable: 'version1',
        candidate: 'version2',
        routes: [{ name: 'default', weights: { version1: 100 } }],
      },
    ]);
  });

  test('follows a release from its start to its end', () => {
    const shown = board();
    const phases: unknown[] = [];
    const events: ReleaseEvent[] = [
      { kind: 'started', gateway: 'shop', at: AT, identity: IDENTITY, reason: 'begun' },
      ticked({}),
      { kind: 'aborted', gateway: 'shop', at: AT, reason: 'too many failures' },
      { kind: 'ended', gateway: 'shop', at: AT, phase: 'Promoted', stable: 'version2', reason: 'won' },
    ];
    for (const event of events) {
      shown.note(event);
      const [status] = shown.gateways();
      phases.push([status?.phase, status?.stable, status?.reason]);
    }
    expect(phases).toEqual([
      ['Pending', 'version1', 'begun'],
      ['Progressing', 'version1', 'version2 is better'],
      ['RollingBack', 'version1', 'too many failures'],
      ['Promoted', 'version2', 'won'],
    ]);
    expect(shown.gateways()[0]?.routes).toEqual([
      { name: 'default', weights: { version1: 90, version2: 10 } },
    ]);
  });

  test('tells what was read for a decision, and why a value is missing', () => {
    const shown = board();
    shown.note(ticked({}));
    expect(shown.decisions('shop', 10)).toEqual([
      {
        at: '2026-01-01T00:00:00.000Z',
        outcome: 'toward version2',
        reason: 'version2 is better',
        routes: [{ name: 'default', weights: { version1: 90, version2: 10 } }],
        values: [
          {
            read: 'metric version2 upstream_rq_total',
            value: null,
            unknown: 'many-series: {a="1"}, {a="2"}',
          },
          { read: 'metric version2 requests', value: 80, unknown: null },
        ],
      },
    ]);
  });

  test.each([
    [{ kind: 'hold' }, 'hold'],
    [{ kind: 'undecided', blockers: [] }, 'undecided'],
    [{ kind: 'too-few', missing: [] }, 'too few requests'],
    [{ kind: 'warming-up', remaining: 100 }, 'warming up'],
  ] as const)('%j is told as `%s`', (proposal, words) => {
    const shown = board();
    shown.note(ticked({ outcomes: [outcome(proposal)] }));
    expect(shown.decisions('shop', 1)?.[0]?.outcome).toBe(words);
  });

  test('gives the newest decisions first and keeps a hundred', () => {
    const shown = board();
    for (let n = 0; n < 150; n += 1) shown.note(ticked({ at: AT + n, reason: `tick ${n}` }));
    const kept = shown.decisions('shop', 1000) ?? [];
    expect(kept.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 100 }, (_, n) => `tick ${149 - n}`),
    );
  });

  test('keeps fewer of each where there are thousands', () => {
    const others = Array.from({ length: 9_999 }, (_, n) => ({ ...GATEWAY, name: `other-${n}` }));
    const shown = new StatusBoard([GATEWAY, ...others], () => null);
    for (let n = 0; n < 150; n += 1) shown.note(ticked({ at: AT + n, reason: `tick ${n}` }));
    expect(shown.decisions('shop', 1000)?.map(({ reason }) => reason)).toEqual(['tick 149', 'tick 148']);
  });

  test('a label such as `__proto__` is shown like any other', () => {
    const shown = board();
    shown.note(ticked({ routes: [{ route: 'default', shares: [['__proto__', 10_000]] }] }));
    expect(JSON.stringify(shown.gateways()[0]?.routes)).toBe(
      '[{"name":"default","weights":{"__proto__":100}}]',
    );
  });

  test('knows no gateway but its own', () => {
    const shown = board();
    shown.note(ticked({ gateway: 'other' }));
    expect(shown.decisions('shop', 10)).toEqual([]);
    expect(shown.decisions('other', 10)).toBeNull();
    expect(shown.decisions('__proto__', 10)).toBeNull();
  });
});
