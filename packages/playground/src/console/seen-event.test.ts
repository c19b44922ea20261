import { expect, test } from '@jest/globals';
import { seenEvent, withEvent } from './seen-event.js';

const event = (data: unknown) => seenEvent({ id: 'a-1', event: 'shifted', data: JSON.stringify(data) });

test('an event is read as far as it is shown', () => {
  expect(event({ gateway: 'shop', at: 5, reason: 'on it goes', more: [] })).toEqual({
    id: 'a-1',
    kind: 'shifted',
    gateway: 'shop',
    at: 5,
    reason: 'on it goes',
  });
});

test('what is none is left out', () => {
  expect(event(null)).toBeNull();
  expect(event({ gateway: 5 })).toBeNull();
  expect(seenEvent({ id: null, event: 'x', data: '{' })).toBeNull();
});

test('so many are kept', () => {
  let events: ReturnType<typeof withEvent> = [];
  for (let at = 0; at < 400; at += 1) {
    events = withEvent(events, { id: null, kind: 'ticked', gateway: 'shop', at, reason: '' });
  }
  expect([events.length, events[0]?.at]).toEqual([300, 399]);
});
