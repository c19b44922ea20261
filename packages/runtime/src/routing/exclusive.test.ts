import { describe, expect, test } from '@jest/globals';
import { Exclusive } from './exclusive.js';

describe('Exclusive', () => {
  test('a task begins when the one before has ended', async () => {
    const exclusive = new Exclusive();
    const events: string[] = [];
    let release = (): void => undefined;
    const first = exclusive.run(async () => {
      events.push('first begins');
      await new Promise<void>((resolve) => (release = resolve));
      events.push('first ends');
    });
    const second = exclusive.run(() => {
      events.push('second');
      return Promise.resolve(2);
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(events).toEqual(['first begins']);
    release();
    await first;
    expect(await second).toBe(2);
    expect(events).toEqual(['first begins', 'first ends', 'second']);
  });

  test('a task that fails tells its caller and lets the next one run', async () => {
    const exclusive = new Exclusive();
    const failing = exclusive.run(() => Promise.reject(new Error('broken')));
    const next = exclusive.run(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });
});
