import { expect, test } from '@jest/globals';
import { LeaseNames, replicaIdentity } from './lease-names.js';

test.each([
  ['lamia-5d9c-x7', 'lamia-5d9c-x7-1f'],
  ['Büro_Rechner.local', 'b-ro-rechner-local-1f'],
  ['', '1f'],
  ['__', '1f'],
])('the host `%s` makes a name that objects can have', (host, identity) => {
  expect(replicaIdentity(host, '1f')).toBe(identity);
});

test('the longest host still leaves a name that is short enough', () => {
  const names = new LeaseNames('lamia', 'lamia');
  const name = names.replica(replicaIdentity('h'.repeat(300), '1f'));
  expect(name.length).toBeLessThanOrEqual(253);
  expect(name).toMatch(/-1f$/);
});
