import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { deadline } from './deadline.js';

test('ends when time is up', async () => {
  const limit = deadline(5, new AbortController().signal);
  await once(limit.signal, 'abort');
  expect(limit.isOver()).toBe(true);
});

test('ends with the other signal, for its reason', () => {
  const outer = new AbortController();
  const limit = deadline(60_000, outer.signal);
  outer.abort(new Error('enough'));
  limit.clear();
  expect(limit.signal.reason).toEqual(new Error('enough'));
  expect(limit.isOver()).toBe(false);
});

test('has ended where the other signal has', () => {
  const limit = deadline(60_000, AbortSignal.abort(new Error('before')));
  limit.clear();
  expect(limit.signal.aborted).toBe(true);
  expect(limit.isOver()).toBe(false);
});

test('ends no more once it is cleared', async () => {
  const outer = new AbortController();
  const limit = deadline(1, outer.signal);
  limit.clear();
  await once(deadline(20, new AbortController().signal).signal, 'abort');
  outer.abort();
  expect(limit.signal.aborted).toBe(false);
});

test('is put off', async () => {
  const limit = deadline(60_000, new AbortController().signal);
  limit.extend(5);
  await once(limit.signal, 'abort');
  expect(limit.isOver()).toBe(true);
});
