import { describe, expect, test } from '@jest/globals';
import { givingWay } from './give-way.js';

/** An event loop whose turns a test ends. */
function eventLoop() {
  let now = 0;
  const waiting: (() => void)[] = [];
  const nextTurn = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  return {
    giveWay: givingWay(() => now, nextTurn),
    work: (time: number) => (now += time),
    waiting,
    endTurn: async () => {
      waiting.shift()?.();
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
}

describe('giving way', () => {
  test('work that is short goes on at once', () => {
    const { giveWay, work } = eventLoop();
    work(1);
    expect(giveWay()).toBeNull();
  });

  test('work that was long goes on in another turn, which it may use as long again', async () => {
    const { giveWay, work, endTurn } = eventLoop();
    work(2);
    let wentOn = false;
    void giveWay()?.then(() => (wentOn = true));
    await Promise.resolve();
    expect(wentOn).toBe(false);
    await endTurn();
    expect(wentOn).toBe(true);
    expect(giveWay()).toBeNull();
    work(2);
    expect(giveWay()).not.toBeNull();
  });

  test('of several, each gets a turn of its own', async () => {
    const { giveWay, work, waiting, endTurn } = eventLoop();
    work(2);
    const order: string[] = [];
    for (const name of ['first', 'second']) void giveWay()?.then(() => order.push(name));
    await Promise.resolve();
    expect(waiting).toHaveLength(1);
    await endTurn();
    expect(order).toEqual(['first']);
    await endTurn();
    expect(order).toEqual(['first', 'second']);
  });
});
