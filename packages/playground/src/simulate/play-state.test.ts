import { describe, expect, test } from '@jest/globals';
import type { Moment } from './moment.js';
import { asked, heard, NO_PLAY } from './play-state.js';

const moment = (at: number): Moment => ({
  at,
  phase: 'Progressing',
  reason: '',
  mark: 'held',
  waits: [],
  versions: [],
});
const began = { kind: 'began', id: 1, versions: ['a', 'b'], limit: 10, gates: [], findings: [] } as const;

describe('what the page knows of a play', () => {
  test('grows with its answers', () => {
    const verdict = { outcome: 'held', headline: 'held', reason: 'so', isFinal: true } as const;
    const state = heard(asked(NO_PLAY, 1), [
      began,
      { kind: 'played', id: 1, moments: [moment(0)] },
      { kind: 'played', id: 1, moments: [moment(1), moment(2)] },
      { kind: 'over', id: 1, verdict },
    ]);
    expect(state).toMatchObject({ status: 'over', versions: ['a', 'b'], limit: 10, verdict });
    expect(state.moments.map(({ at }) => at)).toEqual([0, 1, 2]);
  });

  test('is not touched by answers about an earlier play', () => {
    const state = asked(heard(asked(NO_PLAY, 1), [began]), 2);
    expect(heard(state, [{ kind: 'played', id: 1, moments: [moment(0)] }])).toEqual(state);
  });

  test('keeps what was shown until the next play has begun, and when its file has errors', () => {
    const first = heard(asked(NO_PLAY, 1), [began, { kind: 'played', id: 1, moments: [moment(0)] }]);
    const findings = [{ severity: 'error', message: 'no', start: 0, end: 1, line: 1 }] as const;
    const refused = heard(asked(first, 2), [{ kind: 'refused', id: 2, findings }]);
    expect(refused).toMatchObject({ status: 'refused', findings });
    expect(refused.moments).toHaveLength(1);
    expect(heard(asked(refused, 3), [{ ...began, id: 3 }]).moments).toEqual([]);
  });
});
