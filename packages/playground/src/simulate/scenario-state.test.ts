import { describe, expect, test } from '@jest/globals';
import { PRESETS } from './presets.js';
import { SCENARIO_STATE } from './scenario-state.js';

const { initial } = SCENARIO_STATE;
const read = (data: unknown) => SCENARIO_STATE.read(data);
const [stable, candidate] = initial.versions;

describe('a scenario of unknown origin', () => {
  test.each(PRESETS)('$title is read as it was written', ({ scenario }) => {
    expect(read(JSON.parse(JSON.stringify(scenario)))).toEqual(scenario);
  });

  test('keeps nothing that is none of a scenario', () => {
    expect(read({ ...initial, strange: 1 })).toEqual(initial);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['one version', { ...initial, versions: [stable] }],
    ['two of one name', { ...initial, versions: [stable, stable] }],
    ['a name with a line in it', { ...initial, versions: [stable, { ...candidate, label: 'a\nb' }] }],
    ['a shape that is none', { ...initial, traffic: { ...initial.traffic, shape: 'wave' } }],
    ['more traffic than there may be', { ...initial, traffic: { ...initial.traffic, base: 1e9 } }],
    ['half a tick', { ...initial, ticks: 0.5 }],
    ['no number', { ...initial, noise: Number.NaN }],
    ['a scrape interval of nothing', { ...initial, scrapeInterval: 0 }],
    ['a kind that is none', { ...initial, policy: { ...initial.policy, kind: 'luck' } }],
    ['a text without end', { ...initial, file: 'x'.repeat(60_000) }],
  ])('%s is none', (_, data) => {
    expect(read(data)).toBeNull();
  });
});
