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

test('a project that was kept before there were services, copies and targets begins with the plain ones', () => {
  const { name, namespace, services, restMirror, targets, ...old } = FIRST_PROJECT;
  const kept: unknown = JSON.parse(
    JSON.stringify({
      ...old,
      versions: ['v1', 'v2', 'v3'],
      rest: [100, 0, 0],
      routes: old.routes.map(({ mirror, ...route }) => ({ ...route, percents: [50, 50, 0] })),
    }),
  );
  expect(ROUTE_STATE.read(kept)).toMatchObject({
    ...{ name, namespace, restMirror, targets },
    services: [...services, services[0]],
    routes: [{ mirror: null }, { mirror: null }],
  });
});

test('services, copies and targets are read back as they were kept', () => {
  const project = {
    ...FIRST_PROJECT,
    name: 'till',
    services: [
      { service: 'till', port: 8080, labels: 'version: v1' },
      { service: '', port: 80, labels: '' },
    ],
    restMirror: { version: 'version2', percent: 10 },
    routes: FIRST_PROJECT.routes.map((route) => ({
      ...route,
      mirror: { version: 'version1', percent: 0.5 },
    })),
    targets: { ...FIRST_PROJECT.targets, istio: '1.21', profile: 'core' as const, split: true },
    saved: [],
  };
  expect(ROUTE_STATE.read(JSON.parse(JSON.stringify(project)))).toEqual(project);
});

test.each([
  [null],
  [[]],
  [{ ...FIRST_PROJECT, versions: [] }],
  [{ ...FIRST_PROJECT, versions: ['one'] }],
  [{ ...FIRST_PROJECT, rest: [1, 'x'] }],
  [{ ...FIRST_PROJECT, routes: [{ name: 'x' }] }],
  [{ ...FIRST_PROJECT, saved: [{ id: 'a', name: 'b', expected: 'c', request: { headers: [['a']] } }] }],
  [{ ...FIRST_PROJECT, services: [] }],
  [{ ...FIRST_PROJECT, restMirror: { version: 'version2', percent: 101 } }],
  [{ ...FIRST_PROJECT, targets: { ...FIRST_PROJECT.targets, profile: 'none' } }],
  [{ ...FIRST_PROJECT, tester: { entry: 'other', text: '', form: FIRST_PROJECT.tester.form } }],
])('data of another shape is none: %j', (data) => {
  expect(ROUTE_STATE.read(data)).toBeNull();
});

test('a fresh id is one that nothing has', () => {
  expect(freshId([{ id: 'r2' }], 'r')).toBe('r3');
});
