import { describe, expect, test } from '@jest/globals';
import { withRetries } from './retry.js';

interface World {
  readonly pauses: number[];
  readonly controller: AbortController;
  readonly run: (outcomes: readonly string[], random?: number) => Promise<string>;
}

function world(): World {
  const pauses: number[] = [];
  const controller = new AbortController();
  return {
    pauses,
    controller,
    run: (outcomes, random = 0) => {
      const rest = outcomes.values();
      const attempt = (): Promise<string> => Promise.resolve(String(rest.next().value));
      const ports = {
        random: () => random,
        sleep: (time: number) => {
          pauses.push(time);
          return Promise.resolve();
        },
      };
      return withRetries(attempt, (outcome) => outcome === 'down', controller.signal, ports);
    },
  };
}

describe('an attempt', () => {
  test('that succeeds is the only one', async () => {
    const { run, pauses } = world();
    await expect(run(['up', 'not asked'])).resolves.toBe('up');
    expect(pauses).toEqual([]);
  });

  test('is made three times, with pauses that double', async () => {
    const { run, pauses } = world();
    await expect(run(['down', 'down', 'up'])).resolves.toBe('up');
    expect(pauses).toEqual([100, 200]);
    await expect(run(['down', 'down', 'down', 'up'])).resolves.toBe('down');
  });

  test('pauses up to half as long by chance', async () => {
    const { run, pauses } = world();
    await run(['down', 'down', 'up'], 0.5);
    expect(pauses).toEqual([75, 150]);
  });

  test('is not made again once the signal has ended', async () => {
    const { run, controller } = world();
    controller.abort();
    await expect(run(['down', 'up'])).resolves.toBe('down');
  });
});
