import { describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../release/testing/clock.js';
import { WorkQueue } from './work-queue.js';

/** A queue whose work a test ends. */
function queueOf(atOnce = 2) {
  const clock = new FakeClock();
  const begun: string[] = [];
  const ends = new Map<string, { readonly done: () => void; readonly fail: () => void }>();
  const failures: (readonly [string, number])[] = [];
  const queue = new WorkQueue({
    ...{ atOnce, clock, random: () => 0, pauses: { first: 100, longest: 1_000 } },
    work: (key) =>
      new Promise((resolve, reject) => {
        begun.push(key);
        ends.set(key, { done: resolve, fail: () => reject(new Error(key)) });
      }),
    failed: (key, _error, again) => failures.push([key, again]),
  });
  const end = async (key: string, how: 'done' | 'fail' = 'done'): Promise<void> => {
    await clock.rest();
    ends.get(key)?.[how]();
    await clock.rest();
  };
  return { clock, queue, begun, failures, end };
}

describe('a work queue', () => {
  test('works on so many keys at once, first come, first served, each once', async () => {
    const { clock, queue, begun, end } = queueOf();
    for (const key of ['a', 'b', 'c', 'd', 'c']) queue.add(key);
    await clock.rest();
    expect(begun).toEqual(['a', 'b']);
    expect(queue.length).toBe(2);
    await end('b');
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  test('never works on one key twice at once, and once more on what is added meanwhile', async () => {
    const { clock, queue, begun, end } = queueOf();
    queue.add('a');
    await clock.rest();
    queue.add('a');
    queue.add('a');
    await clock.rest();
    expect(begun).toEqual(['a']);
    await end('a');
    expect(begun).toEqual(['a', 'a']);
    await end('a');
    expect(begun).toHaveLength(2);
  });

  test('comes back to what fails, after pauses that grow until it succeeds', async () => {
    const { clock, queue, begun, failures, end } = queueOf();
    queue.add('a');
    for (const pause of [100, 200, 400, 800, 1_000, 1_000]) {
      await end('a', 'fail');
      expect(failures.at(-1)).toEqual(['a', pause]);
      const before = begun.length;
      await clock.advance(pause - 1);
      expect(begun).toHaveLength(before);
      await clock.advance(1);
      expect(begun).toHaveLength(before + 1);
    }
    await end('a');
    queue.add('a');
    await end('a', 'fail');
    expect(failures.at(-1)).toEqual(['a', 100]);
  });

  test('does not wait where there is news', async () => {
    const { clock, queue, begun, end } = queueOf();
    queue.add('a');
    for (let times = 0; times < 3; times += 1) {
      await end('a', 'fail');
      queue.add('a');
    }
    await clock.rest();
    expect(begun).toHaveLength(4);
    await clock.advance(10_000);
    expect(begun).toHaveLength(4);
  });

  test('work that brings its own news and fails is not done without a pause', async () => {
    const { clock, queue, begun, failures, end } = queueOf();
    queue.add('a');
    await clock.rest();
    queue.add('a');
    await end('a', 'fail');
    expect(begun).toHaveLength(1);
    expect(failures).toEqual([['a', 100]]);
    await clock.advance(100);
    expect(begun).toHaveLength(2);
  });

  test('adds later, the last word counts, and forgets', async () => {
    const { clock, queue, begun, end } = queueOf();
    queue.addAfter('a', 100);
    queue.addAfter('a', 300);
    queue.addAfter('b', 100);
    queue.forget('b');
    await clock.advance(299);
    expect(begun).toEqual([]);
    await clock.advance(1);
    expect(begun).toEqual(['a']);
    queue.addAfter('a', 100);
    await end('a', 'fail');
    await clock.advance(1_000);
    expect(begun).toEqual(['a', 'a']);
  });

  test('one key that fails stops no other', async () => {
    const { clock, queue, begun, end } = queueOf(1);
    queue.add('a');
    queue.add('b');
    await end('a', 'fail');
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    await clock.advance(100);
    expect(begun).toEqual(['a', 'b', 'a']);
  });

  test('stops once what is under way is done, and begins nothing more', async () => {
    const { clock, queue, begun, end } = queueOf(1);
    queue.add('a');
    queue.add('b');
    queue.addAfter('c', 100);
    await clock.rest();
    let isStopped = false;
    const stopped = queue.stop().then(() => (isStopped = true));
    await clock.advance(1_000);
    expect(isStopped).toBe(false);
    await end('a', 'fail');
    await stopped;
    queue.add('d');
    await clock.advance(1_000);
    expect(begun).toEqual(['a']);
  });
});
