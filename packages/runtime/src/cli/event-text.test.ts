import { describe, expect, test } from '@jest/globals';
import type { ReleaseEvent } from '../release/events.js';
import { EventNarrator } from './event-text.js';

const at = Date.UTC(2026, 0, 31, 12);
const shop = { gateway: 'shop', at } as const;
const shares = (share: number) => [
  {
    route: 'default',
    shares: [
      ['v1', 10_000 - share],
      ['v2', share],
    ] as const,
  },
];

const ticked = (share: number, reason: string): ReleaseEvent => ({
  ...shop,
  kind: 'ticked',
  reason,
  record: {
    ...shop,
    phase: 'Progressing',
    step: 1,
    routes: shares(share),
    shift: null,
    drift: null,
    operation: null,
    outcomes: [],
    reason,
  },
});

describe('the lines of `lamia run`', () => {
  test('say when, which gateway and what', () => {
    const line = new EventNarrator().line(ticked(1_000, 'v2 gains 10%'));
    expect(line).toBe('2026-01-31T12:00:00.000Z shop: v1 90%, v2 10% | v2 gains 10%');
  });

  test('leave out a tick like the one before', () => {
    const narrator = new EventNarrator();
    const lines = [ticked(0, 'a'), ticked(0, 'a'), ticked(0, 'b'), ticked(0, 'a')].map((event) =>
      narrator.line(event),
    );
    expect(lines.map((line) => line !== null)).toEqual([true, false, true, true]);
  });

  test('tell a shift once, with its tick', () => {
    const narrator = new EventNarrator();
    const shifted = {
      ...shop,
      kind: 'shifted',
      cause: 'policy',
      step: 1,
      from: shares(0),
      to: shares(1_000),
      reason: 'x',
    } as const;
    expect(narrator.line(shifted)).toBeNull();
    expect(narrator.line({ ...shop, kind: 'confirmed', step: 1, routes: shares(0), reason: 'x' })).toBeNull();
  });

  test('tell that a release was superseded once, with the tick that says so', () => {
    const narrator = new EventNarrator();
    const reason = 'the release of v2 was Progressing when its gateway was changed';
    const identity = { gateway: 'shop', stable: 'v1', candidate: 'v2', policies: '' };
    expect(narrator.line(ticked(0, reason))).toContain(reason);
    expect(narrator.line({ ...shop, kind: 'superseded', reason, identity })).toBeNull();
  });

  test('tell the end and who is stable then', () => {
    const line = new EventNarrator().line({
      ...shop,
      kind: 'ended',
      phase: 'RolledBack',
      stable: 'v1',
      reason: 'too slow',
    });
    expect(line).toMatch(/shop: RolledBack, v1 is stable \| too slow$/);
  });
});
