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

  test('of a release that waited before freezes were told of waits all the same', () => {
    const state = stateAt(1);
    const suspension = { from: 'Progressing', since: 5, isFrozen: false };
    const { isFrozen: _later, ...earlier } = suspension;
    const json = JSON.stringify({ ...state, release: { ...state.release, suspension: earlier } });
    const [read] = statesOf('state.db', [{ name: 'shop', state: json }]);
    expect(read?.release?.suspension).toEqual(suspension);
  });
});
