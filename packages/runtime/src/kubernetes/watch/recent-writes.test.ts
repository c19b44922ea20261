import { expect, test } from '@jest/globals';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { RecentWrites } from './recent-writes.js';

const KIND = KINDS.httpRoute;
const KEY = { namespace: 'default', name: 'shop' };

function version(resourceVersion: string, generation: number, uid = 'first'): KubernetesObject {
  const metadata = { name: 'shop', namespace: 'default', resourceVersion, generation, uid };
  return { apiVersion: KIND.apiVersion, kind: KIND.kind, metadata };
}

/** What a watch has told so far, and the time. */
function watched(told: KubernetesObject | null) {
  const world = { told, now: 0 };
  const recent = new RecentWrites(
    () => world.told,
    () => world.now,
  );
  return { world, recent, current: () => recent.current(KIND, KEY)?.metadata.resourceVersion ?? null };
}

test('a write is there before the watch tells of it', () => {
  const { world, recent, current } = watched(version('10', 1));
  recent.writing(KIND, KEY)(version('12', 2));
  expect(current()).toBe('12');
  // The watch comes past what somebody wrote to the status before.
  world.told = version('11', 1);
  expect(current()).toBe('12');
  world.told = version('13', 2);
  expect(current()).toBe('13');
  world.told = version('10', 1);
  expect(current()).toBe('10');
});

test('of two writes the later one counts, whichever is answered last', () => {
  const { world, recent, current } = watched(version('10', 1));
  const [first, second] = [recent.writing(KIND, KEY), recent.writing(KIND, KEY)];
  second(version('12', 1));
  first(version('11', 1));
  expect(current()).toBe('12');
  world.told = version('11', 1);
  expect(current()).toBe('12');
  // Another object of that name says nothing of this one.
  recent.writing(KIND, KEY)(version('9', 1, 'second'));
  expect(current()).toBe('9');
});

test('what is made is there, and what was removed after that is not', () => {
  const { world, recent, current } = watched(null);
  recent.writing(KIND, KEY)(version('5', 1));
  expect(current()).toBe('5');
  world.told = version('5', 1);
  expect(current()).toBe('5');
  world.told = null;
  expect(current()).toBeNull();
});

test('what was there and is removed is not there any more', () => {
  const { world, recent, current } = watched(version('10', 1));
  recent.writing(KIND, KEY)(version('12', 2));
  world.told = null;
  expect(current()).toBeNull();
});

test('what was removed is gone before the watch tells of it', () => {
  const { world, recent, current } = watched(version('10', 1));
  recent.writing(KIND, KEY)(null);
  expect(current()).toBeNull();
  world.told = null;
  expect(current()).toBeNull();
  world.told = version('20', 1, 'second');
  expect(current()).toBe('20');
});

test('a watch that tells of a write and of more before its answer is there has caught up', () => {
  const { world, recent, current } = watched(null);
  const done = recent.writing(KIND, KEY);
  // The data plane has accepted it by then.
  world.told = version('6', 1);
  done(version('5', 1));
  expect(current()).toBe('6');
});

test('another object of the same name counts', () => {
  const { world, recent, current } = watched(version('10', 7));
  recent.writing(KIND, KEY)(version('12', 8));
  world.told = version('20', 1, 'second');
  expect(current()).toBe('20');
});

test('a watch that never tells of a write is believed after a while', () => {
  const { world, recent, current } = watched(null);
  recent.writing(KIND, KEY)(version('5', 1));
  world.now = 30_001;
  expect(current()).toBeNull();
});

test('of two writes shortly after each other the second is there while the watch tells of the first', () => {
  const { world, recent, current } = watched(version('10', 1));
  recent.wrote(KIND, KEY, version('11', 1));
  recent.wrote(KIND, KEY, version('12', 1));
  world.told = version('11', 1);
  expect(current()).toBe('12');
  world.told = version('12', 1);
  expect(current()).toBe('12');
});
