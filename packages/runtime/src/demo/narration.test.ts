import { describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import type { ReleaseEvent, TickRecord } from '../release/events.js';
import { clockText, narrator } from './narration.js';

const BEGUN = 1_000_000;
const narrate = (event: ReleaseEvent): string | null => narrator(BEGUN)(event);
const known = (value: number): Sample => ({ known: true, value });

function ticked(samples: readonly Sample[], reason: string): ReleaseEvent {
  const names = ['version1', 'version1', 'version2', 'version2'];
  const record: TickRecord = {
    gateway: 'demo',
    at: BEGUN + 65_400,
    phase: 'Progressing',
    step: 2,
    routes: [
      {
        route: 'default',
        shares: [
          ['version1', 8000],
          ['version2', 2000],
        ],
      },
    ],
    shift: null,
    drift: null,
    operation: null,
    outcomes: [
      {
        policy: 0,
        type: 'custom',
        observed: false,
        proposal: { kind: 'toward', version: 'version2' },
        reason: 'the expression favours version2',
        reading: {
          type: 'custom',
          window: 4000,
          requests: [],
          inputs: samples.map((sample, slot) => ({
            read: `metric x ${slot}`,
            version: names[slot] ?? null,
            sample,
            required: true,
          })),
          decision: { decided: true, result: 'version2' },
          trace: null,
        },
      },
    ],
    reason,
  };
  return { kind: 'ticked', gateway: 'demo', at: record.at, reason, record };
}

describe('narrator', () => {
  test('a tick is one line: time, weights, what was read, what came of it and why', () => {
    const event = ticked(
      [known(614), known(640), known(159.96), known(160)],
      'version2 gains 10%: it is better',
    );
    expect(narrate(event)).toBe(
      '01:05  version1 80%, version2 20% | version1 614/640, version2 160/160 | version2 gains 10%: it is better',
    );
  });

  test('a missing value is told by its cause', () => {
    const event = ticked(
      [known(0), known(0), { known: false, cause: 'no-series' }, known(0.04)],
      'undecided',
    );
    expect(narrate(event)).toBe(
      '01:05  version1 80%, version2 20% | version1 0/0, version2 no-series/0 | undecided',
    );
  });

  test('a tick that asked nobody is told only when something is new', () => {
    const tell = narrator(BEGUN);
    const quiet = (reason: string): string | null => {
      const event = ticked([], reason);
      if (event.kind !== 'ticked') throw new Error('not a tick');
      return tell({ ...event, record: { ...event.record, outcomes: [] } });
    };
    expect(quiet('version2 is not ready')).toBe('01:05  version1 80%, version2 20% | version2 is not ready');
    expect(quiet('version2 is not ready')).toBeNull();
    expect(quiet('version2 is ready')).toBe('01:05  version1 80%, version2 20% | version2 is ready');
  });

  test('what a tick tells anyway is not told twice, and a failure is told', () => {
    const head = { gateway: 'demo', at: BEGUN + 1000, reason: 'the socket is gone' };
    expect(narrate({ ...head, kind: 'confirmed', step: 1, routes: [] })).toBeNull();
    expect(narrate({ ...head, kind: 'target-failed' })).toBe('00:01  the socket is gone');
  });
});

test.each([
  [0, '00:00'],
  [59_999, '00:59'],
  [60_000, '01:00'],
  [3_600_000, '60:00'],
  [-5, '00:00'],
])('clockText(%p) is %s', (elapsed, text) => {
  expect(clockText(elapsed)).toBe(text);
});
