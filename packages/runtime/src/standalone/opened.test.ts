import { expect, test } from '@jest/globals';
import { StoreError } from '../store/store.js';
import { Opened } from './opened.js';
import { StandaloneError } from './standalone-error.js';

function openedWith(...failures: readonly (Error | null)[]): {
  readonly opened: Opened;
  readonly closed: number[];
} {
  const opened = new Opened();
  const closed: number[] = [];
  for (const [place, failure] of failures.entries()) {
    opened.add(() => {
      closed.push(place);
      return failure === null ? Promise.resolve() : Promise.reject(failure);
    });
  }
  return { opened, closed };
}

test('everything is closed, the last first and once, whatever fails', async () => {
  const { opened, closed } = openedWith(null, new StoreError('the disk is full'), null);
  const failure: unknown = await opened.close().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StandaloneError);
  expect(failure).toMatchObject({ message: 'not everything ended in order: the disk is full' });
  expect(closed).toEqual([2, 1, 0]);
  await opened.close();
  expect(closed).toHaveLength(3);
});

test('a fault of the program stays one', async () => {
  const { opened } = openedWith(
    new StoreError('the disk is full'),
    new TypeError('undefined is no function'),
  );
  await expect(opened.close()).rejects.toThrow(AggregateError);
});
