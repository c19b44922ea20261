import { describe, expect, test } from '@jest/globals';
import { FakeClock } from './testing/clock.js';
import { NoAnswerError, within } from './within.js';

const forever = (): Promise<never> => new Promise(() => undefined);

describe('a call with a limit', () => {
  test('gives its answer', async () => {
    await expect(within(new FakeClock(), 1_000, 'it', () => Promise.resolve(7))).resolves.toBe(7);
  });

  test('gives its error', async () => {
    const call = (): Promise<never> => Promise.reject(new Error('refused'));
    await expect(within(new FakeClock(), 1_000, 'it', call)).rejects.toThrow('refused');
  });

  test('is given up after the limit, and its signal is aborted', async () => {
    const clock = new FakeClock();
    let signal: AbortSignal | null = null;
    const called = within(clock, 1_500, 'the data plane', (given) => {
      signal = given;
      return forever();
    });
    const refused = expect(called).rejects.toThrow(
      new NoAnswerError('the data plane gave no answer within 1s500ms'),
    );
    await clock.advance(1_499);
    expect(signal).toMatchObject({ aborted: false });
    await clock.advance(1);
    await refused;
    expect(signal).toMatchObject({ aborted: true });
  });

  test('may fail later without anybody being told', async () => {
    const clock = new FakeClock();
    let fail = (_error: Error): void => undefined;
    const called = within(clock, 10, 'it', () => new Promise((_resolve, reject) => (fail = reject)));
    const refused = expect(called).rejects.toThrow(NoAnswerError);
    await clock.advance(10);
    await refused;
    fail(new Error('too late'));
    await clock.rest();
  });
});
