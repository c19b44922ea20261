import { describe, expect, test } from '@jest/globals';
import type { UnknownCause } from '@lamia/lang';
import fc from 'fast-check';
import { metricPolicy } from '../release/testing/gateways.js';
import { known, scored } from '../release/testing/readings.js';
import { proposeByScores } from './metric.js';
import type { PolicyContext } from './reading.js';

const CONTEXT: PolicyContext = {
  stable: 'version1',
  candidate: null,
  sharing: new Set(['version1', 'version2', 'version3']),
  leader: null,
  confirmedAt: 0,
  settle: 20_000,
};
const WARM = 80_000;

type Scores = Readonly<Record<string, number | UnknownCause>>;

const propose = (scores: Scores, given: Partial<PolicyContext> = {}, policy = metricPolicy(), now = WARM) =>
  proposeByScores(policy, { ...CONTEXT, ...given }, scored('metric', scores), now);

const toward = (version: string) => ({ kind: 'toward', version });
const HOLD = { kind: 'hold' };

describe('a metric policy', () => {
  test('goes toward the best of n versions', () => {
    expect(propose({ version1: 0.9, version2: 0.95, version3: 0.99 })).toEqual(toward('version3'));
  });

  test('the lowest is the best where the goal says so', () => {
    const lowest = metricPolicy({ goal: 'lowest' });
    expect(propose({ version1: 0.2, version2: 0.1, version3: 0.4 }, {}, lowest)).toEqual(toward('version2'));
  });

  test('a tie holds: equal scores, and scores that differ by no more than the tolerance', () => {
    expect(propose({ version1: 0.9, version2: 0.9, version3: 0.1 })).toEqual(HOLD);
    expect(propose({ version1: 0.96, version2: 0.961, version3: 0.1 })).toEqual(HOLD);
    expect(propose({ version1: 0.96, version2: 0.9611, version3: 0.1 })).toEqual(toward('version2'));
  });

  test('who leads goes on with any advantage; who takes over needs more than the tolerance', () => {
    const leading = { leader: 'version2' };
    expect(propose({ version1: 0.96, version2: 0.9601, version3: 0.1 }, leading)).toEqual(toward('version2'));
    expect(propose({ version1: 0.9601, version2: 0.96, version3: 0.1 }, leading)).toEqual(HOLD);
    expect(propose({ version1: 0.9, version2: 0.9, version3: 0.1 }, leading)).toEqual(HOLD);
    expect(propose({ version1: 0.9615, version2: 0.96, version3: 0.1 }, leading)).toEqual(toward('version1'));
  });

  test('a leader without traffic leads no more', () => {
    const context = { leader: 'version3', sharing: new Set(['version1', 'version2']) };
    expect(propose({ version1: 0.96, version2: 0.9605, version3: 0.99 }, context)).toEqual(HOLD);
  });

  test('needs the score of every version that has traffic, not of the others', () => {
    const scores: Scores = { version1: 0.9, version2: 0.99, version3: 'no-series' };
    expect(propose(scores)).toMatchObject({
      kind: 'undecided',
      blockers: [{ cause: 'no-series', versions: ['version3'] }],
    });
    expect(propose(scores, { sharing: new Set(['version1', 'version2']) })).toEqual(toward('version2'));
  });

  test('a version without traffic wins nothing, whatever its score', () => {
    const sharing = new Set(['version1', 'version2']);
    expect(propose({ version1: 0.9, version2: 0.8, version3: 1 }, { sharing })).toEqual(toward('version1'));
  });

  test('holds where only one version has traffic', () => {
    expect(propose({ version1: 'no-series', version2: 0.9 }, { sharing: new Set(['version2']) })).toEqual(
      HOLD,
    );
  });

  test('waits for the requests of every version that has traffic', () => {
    const requests = ['version1', 'version2', 'version3'].map((version) => ({ version, sample: known(9) }));
    const reading = scored('metric', { version1: 0.9, version2: 0.99, version3: 0.9 }, { requests });
    const context = { ...CONTEXT, sharing: new Set(['version1', 'version2']) };
    expect(proposeByScores(metricPolicy({ minimumRequests: 10 }), context, reading, WARM)).toMatchObject({
      kind: 'too-few',
      missing: [{ version: 'version1' }, { version: 'version2' }],
    });
  });

  test('judges nothing before the window holds only data of these weights', () => {
    expect(propose({ version1: 1, version2: 0.5 }, {}, metricPolicy(), WARM - 1)).toEqual({
      kind: 'warming-up',
      remaining: 1,
    });
  });
});

/**
 * The same contest in whole thousandths, where nothing is rounded: nobody leads without more than the tolerance over the leader
 * so far, or over everybody where there is none.
 */
function modelled(scores: readonly number[], leader: number | null, tolerance: number): number | null {
  const best = scores.findIndex((score) => score === Math.max(...scores));
  const others = scores.filter((_score, place) => place !== best);
  const top = scores[best] ?? 0;
  if (others.includes(top)) return null;
  if (best === leader) return best;
  const rivals = leader === null ? others : [scores[leader] ?? 0];
  return rivals.every((rival) => top - rival > tolerance) ? best : null;
}

describe('the leader of a contest', () => {
  const labels = ['version1', 'version2', 'version3'];
  const thousandths = fc.integer({ min: 940, max: 960 });
  const contest = fc.tuple(thousandths, thousandths, thousandths);
  const leaders = fc.constantFrom(null, 0, 1, 2);
  const tolerances = fc.integer({ min: 0, max: 5 });

  test('is that of a model without rounding, also for the lowest', () => {
    fc.assert(
      fc.property(contest, leaders, tolerances, fc.boolean(), (scores, leader, tolerance, isHighest) => {
        const given = isHighest ? scores : scores.map((score) => 1000 - score);
        const place = modelled(scores, leader, tolerance);
        const policy = metricPolicy({
          goal: isHighest ? 'highest' : 'lowest',
          tolerance: tolerance / 1000,
        });
        const proposal = propose(
          Object.fromEntries(labels.map((label, index) => [label, (given[index] ?? 0) / 1000])),
          { leader: leader === null ? null : (labels[leader] ?? null) },
          policy,
        );
        expect(proposal).toEqual(place === null ? HOLD : toward(labels[place] ?? ''));
      }),
    );
  });

  test('does not change back and forth while the scores stay within the tolerance', () => {
    const near = fc.integer({ min: 950, max: 952 });
    fc.assert(
      fc.property(fc.array(fc.tuple(near, near, near), { maxLength: 20 }), leaders, (course, first) => {
        let leader = first === null ? null : (labels[first] ?? null);
        const begun = leader;
        for (const scores of course) {
          const proposal = propose(
            Object.fromEntries(labels.map((label, index) => [label, (scores[index] ?? 0) / 1000])),
            { leader },
            metricPolicy({ tolerance: 0.002 }),
          );
          if (proposal.kind === 'toward') leader = proposal.version;
        }
        expect(leader).toBe(begun);
      }),
    );
  });
});
