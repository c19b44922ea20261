import { expect, test } from '@jest/globals';
import { FIRST } from './presets.js';
import { SCENARIO_STATE } from './scenario-state.js';
import { isLabel, withoutVersion, withVersion } from './versions.js';

test('a third version has a name of its own, and can go again', () => {
  const [stable, candidate] = FIRST.versions;
  if (stable === undefined || candidate === undefined) throw new Error('there are two versions');
  const named = { ...FIRST, versions: [stable, { ...candidate, label: 'version3' }] };
  const three = withVersion(named);
  expect(three.versions.map(({ label }) => label)).toEqual(['version1', 'version3', 'version4']);
  expect(SCENARIO_STATE.read(three)).toEqual(three);
  expect(withoutVersion(three)).toEqual(named);
});

test('names are those that a gateway file takes', () => {
  expect(['v1', 'a', 'shop-2.1_x'].every(isLabel)).toBe(true);
  expect(['', '-a', 'a b', 'a:', 'x'.repeat(64)].some(isLabel)).toBe(false);
});
