import { describe, expect, test } from '@jest/globals';
import type { PolicyState } from '../release/state.js';
import { statesOf } from './stored-state.js';
import { stateAt } from './testing/entries.js';

describe('a state that an earlier version stored', () => {
  test('of before there were metric policies has no leader', () => {
    const state = stateAt(1);
    const { release } = state;
    if (release === null) throw new Error('there is no release');
    const before = release.policies.map(({ leader: _later, ...earlier }: PolicyState) => earlier);
    const json = JSON.stringify({ ...state, release: { ...release, policies: before } });
    expect(statesOf('state.db', [{ name: 'shop', state: json }])).toEqual([state]);
  });
});
