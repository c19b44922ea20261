import { expect, test } from '@jest/globals';
import { ROUTE_STATE } from './project-form.js';
import { FIRST_PROJECT, freshId } from './project.js';

test('a project is read back as it was kept', () => {
  expect(ROUTE_STATE.read(JSON.parse(JSON.stringify(FIRST_PROJECT)))).toMatchObject({
    ...FIRST_PROJECT,
    saved: FIRST_PROJECT.saved.map(({ request, ...saved }) => ({
      ...saved,
      request: { ...request, query: null },
    })),
  });
});

test.each([
  [null],
  [[]],
  [{ ...FIRST_PROJECT, versions: [] }],
  [{ ...FIRST_PROJECT, versions: ['one'] }],
  [{ ...FIRST_PROJECT, rest: [1, 'x'] }],
  [{ ...FIRST_PROJECT, routes: [{ name: 'x' }] }],
  [{ ...FIRST_PROJECT, saved: [{ id: 'a', name: 'b', expected: 'c', request: { headers: [['a']] } }] }],
  [{ ...FIRST_PROJECT, tester: { entry: 'other', text: '', form: FIRST_PROJECT.tester.form } }],
])('data of another shape is none: %j', (data) => {
  expect(ROUTE_STATE.read(data)).toBeNull();
});

test('a fresh id is one that nothing has', () => {
  expect(freshId([{ id: 'r2' }], 'r')).toBe('r3');
});
