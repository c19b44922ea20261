import { expect, test } from '@jest/globals';
import type { NotifierSpec } from '../config/runtime/runtime-configuration.js';
import type { ReleaseEvent } from '../release/events.js';
import { address } from './address.js';
import { MemoryOutbox } from './memory-outbox.js';
import { promoted, rolledBack, shifted } from './testing/events.js';

const TEAM: NotifierSpec = {
  ...{ name: 'team', kind: 'slack', url: { kind: 'environment', name: 'URL' } },
  ...{ level: 'info', gateways: null, timeout: 1_000 },
};
const letters = (...events: readonly ReleaseEvent[]) => address([TEAM], events);

test('letters wait in order, and are tried again when they are due', async () => {
  const outbox = new MemoryOutbox();
  await outbox.put(letters(shifted('shop', 1), promoted('shop', 2)));
  const [first] = await outbox.waiting('team', 1);
  await outbox.postpone([first?.id ?? 0, 99], 3, 5_000);
  expect(await outbox.waiting('team', 9)).toMatchObject([
    { attempts: 3, due: 5_000, notification: { event: 'shifted' } },
    { attempts: 0, due: 0, notification: { event: 'ended' } },
  ]);
  expect(await outbox.depths()).toEqual(new Map([['team', 2]]));
  expect(await outbox.waiting('others', 9)).toEqual([]);
});

test('a letter that waits, or was delivered just now, is not put again', async () => {
  const outbox = new MemoryOutbox();
  await outbox.put(letters(shifted('shop', 1)));
  await outbox.put(letters(shifted('shop', 1), promoted('shop', 2)));
  const waiting = await outbox.waiting('team', 9);
  expect(waiting).toHaveLength(2);
  await outbox.remove(waiting.map(({ id }) => id));
  await outbox.put(letters(shifted('shop', 1), promoted('shop', 2)));
  expect(await outbox.waiting('team', 9)).toEqual([]);
});

test('without room the oldest of those that matter least are given up, and counted', async () => {
  const outbox = new MemoryOutbox(3);
  await outbox.put(letters(rolledBack('shop', 1), shifted('shop', 2), shifted('shop', 3)));
  expect(outbox.givenUp()).toEqual(new Map());
  await outbox.put(letters(rolledBack('shop', 4), shifted('shop', 5)));
  expect((await outbox.waiting('team', 9)).map(({ notification }) => notification.at)).toEqual([1, 4, 5]);
  expect(outbox.givenUp()).toEqual(new Map([['team', 2]]));
});
