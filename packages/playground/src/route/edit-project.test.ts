import { expect, test } from '@jest/globals';
import {
  withNewRoute,
  withoutRoute,
  withPercent,
  withRoute,
  withRouteMoved,
  withVersions,
} from './edit-project.js';
import { FIRST_PROJECT } from './project.js';

const names = ({ routes }: typeof FIRST_PROJECT): readonly string[] => routes.map(({ name }) => name);

test('routes are added, changed, moved and removed', () => {
  const more = withNewRoute(FIRST_PROJECT);
  expect(names(more)).toEqual(['chrome', 'safari', 'route-3']);
  expect(more.routes[2]?.percents).toEqual([0, 100]);
  expect(names(withRouteMoved(more, 'b', -1))).toEqual(['safari', 'chrome', 'route-3']);
  expect(withRouteMoved(more, 'a', -1)).toBe(more);
  expect(names(withRoute(more, 'a', { name: 'first' }))).toEqual(['first', 'safari', 'route-3']);
  expect(names(withoutRoute(more, 'b'))).toEqual(['chrome', 'route-3']);
});

test('versions take their percentages with them', () => {
  expect(withVersions(FIRST_PROJECT, ['new', 'version1', 'version2']).rest).toEqual([0, 100, 0]);
  expect(withVersions(FIRST_PROJECT, ['version1', 'renamed']).routes[0]?.percents).toEqual([50, 50]);
  expect(withVersions(FIRST_PROJECT, ['version2']).routes[0]?.percents).toEqual([50]);
  expect(withVersions(FIRST_PROJECT, ['v1', 'v2', 'v3']).routes[0]?.percents).toEqual([50, 50, 0]);
  expect(withVersions(FIRST_PROJECT, [])).toBe(FIRST_PROJECT);
});

test('versions take their services and copies with them, and copies to one that is gone end', () => {
  const services = [
    { service: 'one', port: 1, labels: '' },
    { service: 'two', port: 2, labels: '' },
  ];
  const project = { ...FIRST_PROJECT, services, restMirror: { version: 'version2', percent: 10 } };
  const turned = withVersions(project, ['version2', 'version1', 'new']);
  expect(turned.services.map(({ port }) => port)).toEqual([2, 1, 80]);
  expect(turned.restMirror).toEqual({ version: 'version2', percent: 10 });
  expect(withVersions(project, ['version1', 'renamed']).restMirror?.version).toBe('renamed');
  expect(withVersions(project, ['version1']).restMirror).toBeNull();
});

test('of two percentages the other is what is left', () => {
  expect(withPercent([50, 50], 0, 12.345)).toEqual([12.35, 87.65]);
  expect(withPercent([50, 50], 1, 200)).toEqual([0, 100]);
  expect(withPercent([20, 30, 50], 1, 40)).toEqual([20, 40, 50]);
});
