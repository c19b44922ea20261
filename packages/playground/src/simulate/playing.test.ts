import { describe, expect, test } from '@jest/globals';
import type { TickRecord } from '@lamia/runtime/engine';
import { gatewayFile } from './gateway-file.js';
import { simulated } from './play.js';
import { prepare, type Playing } from './playing.js';
import { FIRST, PRESETS } from './presets.js';
import type { Scenario } from './scenario.js';
import { embedded } from './testing/embedded.js';

function played(scenario: Scenario): Playing {
  const prepared = prepare(simulated(scenario, embedded));
  if (!prepared.ok) throw new Error(prepared.findings.map(({ message }) => message).join('\n'));
  const { playing } = prepared;
  while (!playing.isOver) playing.step();
  return playing;
}

/** The share of the second version at each tick, in percent. */
const candidateShares = ({ ticks }: Playing): readonly number[] =>
  ticks.map(({ versions }) => (versions[1]?.share ?? 0) / 100);

function preset(name: string): Scenario {
  const found = PRESETS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no preset ${name}`);
  return found.scenario;
}

describe('a simulated release', () => {
  test('of a better candidate goes step by step to its promotion', () => {
    const playing = played(preset('better'));
    expect(playing.verdict).toMatchObject({ headline: 'promoted version2', isFinal: true });
    expect([...new Set(candidateShares(playing))]).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });

  test('whose candidate begins to fail is rolled back at once', () => {
    const playing = played(preset('spike'));
    expect(playing.verdict).toMatchObject({ headline: 'rolled back to version1', isFinal: true });
    expect(Math.max(...candidateShares(playing))).toBeGreaterThan(30);
    expect(playing.verdict.reason).toMatch(/2 failures|in a row/);
  });

  test('whose candidate gets slower is not promoted', () => {
    const playing = played(preset('leak'));
    expect(playing.verdict).toMatchObject({ headline: 'rolled back to version1' });
  });

  test('of one route of several shows the weights of that one', () => {
    const text = gatewayFile(preset('better')).replace(
      '  routes:',
      '  routes:\n    - name: testers\n      condition: header "x" exact "y"\n      weights: { version2: 100 }',
    );
    const playing = played({ ...preset('better'), file: text });
    expect(candidateShares(playing).slice(0, 2)).toEqual([10, 20]);
    expect(playing.verdict).toMatchObject({ headline: 'promoted version2' });
  });

  test('without traffic holds', () => {
    const playing = played(preset('silence'));
    expect(playing.verdict).toMatchObject({ headline: 'held', isFinal: true });
    expect(playing.ticks.at(-1)?.versions.map(({ errorShare }) => errorShare)).toEqual([null, null]);
  });

  test('of a candidate at the limit goes back and forth and gets nowhere', () => {
    const playing = played(preset('flapping'));
    const shares = candidateShares(playing);
    const turns = shares.slice(2).filter((share, place) => {
      const [before = 0, middle = 0] = shares.slice(place, place + 2);
      return (middle - before) * (share - middle) < 0;
    });
    expect(playing.verdict).toMatchObject({ outcome: 'unfinished', isFinal: false });
    expect(turns.length).toBeGreaterThan(3);
  });

  test('by time alone needs no metrics', () => {
    const playing = played({ ...FIRST, policy: { ...FIRST.policy, kind: 'time' } });
    expect(playing.verdict.headline).toBe('promoted version2');
  });

  test('is the same at every play of one seed', () => {
    const log = (seed: number): readonly TickRecord[] =>
      played({ ...preset('flapping'), seed, ticks: 100 }).ticks.map(({ record }) => record);
    expect(log(3)).toEqual(log(3));
    expect(log(3)).not.toEqual(log(4));
  });

  test('of three versions goes toward the best of them', () => {
    const third = { ...FIRST.versions[0], label: 'version3', errors: { ...constantErrors(), base: 0.001 } };
    const [first, second] = FIRST.versions;
    if (first === undefined || second === undefined) throw new Error('there are two versions');
    const file = gatewayFile({ ...FIRST, versions: [first, second, { ...second, ...third }] })
      .replace(/\{ "version1": 100 \}/, '{ version1: 40, version2: 30, version3: 30 }')
      .replace(
        / {2}policies:[^]*/,
        '  policies: [{ type: metric, expression: error_rate, goal: lowest, interval: 30s }]\n',
      );
    const playing = played({ ...FIRST, versions: [first, second, { ...second, ...third }], file });
    expect(playing.verdict.headline).toBe('promoted version3');
  });

  test('has traces that say what each decision rests on', () => {
    const playing = played(preset('better'));
    const decided = playing.ticks.find(({ record }) => record.shift === 'policy');
    const reading = decided?.record.outcomes[0]?.reading;
    expect(reading?.type).toBe('custom');
    expect(reading?.type === 'custom' ? reading.trace?.headline : null).toContain('version2');
  });

  test('of a file with errors is not played, and says where they are', () => {
    const file = gatewayFile(FIRST).replace('upstream_rq_total', 'upstream_rq_totl');
    const prepared = prepare(simulated({ ...FIRST, file }, embedded));
    expect(prepared).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([expect.objectContaining({ code: 'unknown-metric' })]),
    });
  });
});

function constantErrors(): Scenario['traffic'] {
  return { base: 0, shape: 'constant', at: 0, to: 0, lasting: 0 };
}
