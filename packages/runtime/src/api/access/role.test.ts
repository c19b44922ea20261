import { expect, test } from '@jest/globals';
import { includesRole, ROLES } from './role.js';

test('each role includes those before it', () => {
  const included = ROLES.map((has) => ROLES.filter((needed) => includesRole(has, needed)));
  expect(included).toEqual([['viewer'], ['viewer', 'operator'], ['viewer', 'operator', 'admin']]);
});
