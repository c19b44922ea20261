import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Catalogue } from './catalogue/catalogue.js';
import { SharedReads } from './shared-reads.js';
import type { BoundRead, MetricSource, ReadRequest } from './source.js';
import { catalogueOf } from './testing/catalogue-of.js';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await catalogueOf('embedded');
});

const read = (version: string, metric = 'requests', window = 60_000): BoundRead => ({
  ...{ kind: 'metric', metric, statistic: null, selector: [], window, offset: 0 },
  subject: { namespace: 'default', application: 'shop', version },
});

/** A source that answers every read with the number of the request that it was asked by. */
function scene(answer: (asked: readonly ReadRequest[]) => number = (asked) => asked.length) {
  const asked: ReadRequest[] = [];
  const source: MetricSource = {
    read: (request) => {
      asked.push(request);
      return Promise.resolve().then(() => {
        const samples = request.reads.map(() => ({ known: true, value: answer(asked) }) as const);
        return { samples, warnings: [], requests: 1 };
      });
    },
    close: () => Promise.resolve(),
  };
  return { asked, open: { source, catalogue }, reads: new SharedReads() };
}

describe('reads that are shared', () => {
  test('are asked for once as of one instant, however many want them', async () => {
    const { asked, open, reads } = scene();
    const [first, second] = await Promise.all([
      reads.read(open, 1_000, [read('v1'), read('v2')]),
      reads.read(open, 1_000, [read('v2'), read('v1'), read('v1', 'errors')]),
    ]);
    expect(asked.map(({ reads: wanted }) => wanted.length)).toEqual([2, 1]);
    expect(first).toEqual([
      { known: true, value: 2 },
      { known: true, value: 2 },
    ]);
    expect(second).toHaveLength(3);
    await reads.read(open, 1_000, [read('v1'), read('v1', 'errors')]);
    expect(asked).toHaveLength(2);
  });

  test('are asked for anew as of another instant, and of another source', async () => {
    const { asked, open, reads } = scene();
    const other = scene();
    await reads.read(open, 1_000, [read('v1')]);
    await reads.read(open, 2_000, [read('v1')]);
    await reads.read(other.open, 2_000, [read('v1')]);
    expect(asked.map(({ at }) => at)).toEqual([1_000, 2_000]);
    expect(other.asked).toHaveLength(1);
  });

  test('say why there are none where the source fails, and do not ask it again for it', async () => {
    const { asked, open, reads } = scene(() => {
      throw new Error('the disk is gone');
    });
    const failed = [{ known: false, cause: 'source-failed', detail: 'the disk is gone' }];
    expect(await reads.read(open, 1_000, [read('v1')])).toEqual(failed);
    expect(await reads.read(open, 1_000, [read('v1')])).toEqual(failed);
    expect(asked).toHaveLength(1);
  });

  test('leave the source to others beyond forty queries an instant', async () => {
    const { asked, open, reads } = scene();
    const many = Array.from({ length: 40 }, (_, place) => read('v1', 'requests', 60_000 + place));
    await reads.read(open, 1_000, many);
    const [one, more] = await reads.read(open, 1_000, [read('v1'), read('v1', 'requests', 1)]);
    expect(one).toMatchObject({ known: true });
    expect(more).toMatchObject({
      known: false,
      cause: 'source-failed',
      detail: expect.stringContaining('too many values'),
    });
    expect(asked).toHaveLength(1);
    expect(await reads.read(open, 2_000, [read('v1', 'requests', 1)])).toMatchObject([{ known: true }]);
  });
});
