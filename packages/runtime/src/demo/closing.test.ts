import { describe, expect, test } from '@jest/globals';
import { Closing } from './closing.js';

describe('Closing', () => {
  test('ends the last started first, and goes on after a failure, which it tells', async () => {
    const closing = new Closing();
    const ended: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      closing.add(`the ${name}`, () => {
        ended.push(name);
        return name === 'second' ? Promise.reject(new Error('it hangs')) : Promise.resolve();
      });
    }
    expect(await closing.all()).toEqual(['the second could not be ended in order: it hangs']);
    expect(ended).toEqual(['third', 'second', 'first']);
  });

  test('comes to the last resort where the first way fails, and only there', async () => {
    const closing = new Closing();
    const resorts: string[] = [];
    closing.add(
      'it',
      () => Promise.resolve(),
      () => void resorts.push('needless'),
    );
    closing.add(
      'it',
      () => Promise.reject(new Error('it hangs')),
      () => void resorts.push('needed'),
    );
    await closing.all();
    expect(resorts).toEqual(['needed']);
  });

  test('ends everything once', async () => {
    const closing = new Closing();
    let times = 0;
    closing.add('it', () => Promise.resolve(void (times += 1)));
    await closing.all();
    await closing.all();
    expect(times).toBe(1);
  });
});
