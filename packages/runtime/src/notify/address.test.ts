import { expect, test } from '@jest/globals';
import type { NotifierSpec } from '../config/runtime/runtime-configuration.js';
import { address } from './address.js';
import { promoted, rolledBack, shifted } from './testing/events.js';

const notifier = (changes: Partial<Pick<NotifierSpec, 'level' | 'gateways' | 'name'>>): NotifierSpec => ({
  name: 'team',
  kind: 'slack',
  url: { kind: 'environment', name: 'URL' },
  level: 'info',
  gateways: null,
  timeout: 1_000,
  ...changes,
});
const EVENTS = [shifted('shop', 1), promoted('shop', 2), rolledBack('pay-eu', 3)];
const titles = (spec: NotifierSpec): readonly string[] =>
  address([spec], EVENTS).map(({ notification: { gateway, title } }) => `${gateway}: ${title}`);

test('a notifier hears of its level and what matters more', () => {
  expect(titles(notifier({ level: 'info' }))).toEqual([
    'shop: weights changed to version1 90%, version2 10%',
    'shop: promoted, version2 is stable',
    'pay-eu: rolled back, version1 is stable',
  ]);
  expect(titles(notifier({ level: 'warning' }))).toEqual(['pay-eu: rolled back, version1 is stable']);
  expect(titles(notifier({ level: 'error' }))).toEqual(['pay-eu: rolled back, version1 is stable']);
});

test.each([
  [['shop'], 2],
  [['sho*'], 2],
  [['pay-*'], 1],
  [['pay'], 0],
  [['*'], 3],
  [['other', 'pay-eu', 'pay-*'], 1],
])('of the gateways %j only', (gateways, count) => {
  expect(titles(notifier({ gateways }))).toHaveLength(count);
});

test('each notifier gets its own letter; the same event has the same key, another one another', () => {
  const both = [notifier({ name: 'a' }), notifier({ name: 'b' })];
  const letters = address(both, EVENTS);
  expect(letters.map(({ notifier: name }) => name)).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(new Set(letters.map(({ key }) => key)).size).toBe(3);
  expect(address(both, [promoted('shop', 2)])[0]?.key).toBe(letters[2]?.key);
  expect(address(both, [promoted('shop', 4)])[0]?.key).not.toBe(letters[2]?.key);
});

test('a tick, what a tick tells and a restart are no news', () => {
  const identity = { gateway: 'shop', stable: 'version1', candidate: 'version2', policies: '' };
  const resumed = {
    kind: 'resumed',
    gateway: 'shop',
    at: 1,
    reason: '',
    identity,
    phase: 'Progressing',
  } as const;
  const confirmed = { kind: 'confirmed', gateway: 'shop', at: 1, reason: '', step: 1, routes: [] } as const;
  expect(address([notifier({})], [resumed, confirmed])).toEqual([]);
});

test.each([
  [{ kind: 'pause' }, 'paused by ann'],
  [{ kind: 'resume' }, 'resumed by ann'],
  [{ kind: 'promote' }, 'promoted at once by ann'],
  [{ kind: 'rollback' }, 'rolled back at once by ann'],
  [{ kind: 'approve', gate: 'half', approved: true }, 'gate half approved by ann'],
  [{ kind: 'approve', gate: 'half', approved: false }, 'gate half refused by ann'],
  [{ kind: 'weights', weights: { route: 'default', shares: [] } }, 'weights set by ann'],
] as const)('an operator is named with the act: %j', (act, title) => {
  const operated = {
    kind: 'operated',
    gateway: 'shop',
    at: 1,
    reason: '',
    operation: { by: 'ann', act },
  } as const;
  expect(address([notifier({})], [operated]).map(({ notification }) => notification.title)).toEqual([title]);
});
