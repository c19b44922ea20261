import { expect, test } from '@jest/globals';
import type { Blocker } from '../policy/proposal.js';
import { blockersText } from './blockers-text.js';

const blocker = (read: string, cause: Blocker['cause'], detail?: string): Blocker => ({
  ...{ read: `metric v2 ${read}`, cause, versions: ['v2'], place: null },
  ...(detail !== undefined && { detail }),
});

test('reads that fail for one reason are told of together, each other one by itself', () => {
  const away = 'nothing listens there';
  expect(
    blockersText([
      blocker('errors', 'source-failed', away),
      blocker('latency', 'no-series'),
      blocker('requests', 'source-failed', away),
      blocker('health', 'source-failed', away),
      blocker('in_flight', 'source-failed', 'the answer was partial'),
      blocker('up', 'no-series'),
    ]),
  ).toBe(
    [
      '`metric v2 errors`, `metric v2 requests` and `metric v2 health` could not be read from the metric source (nothing listens there)',
      '`metric v2 latency` has no series',
      '`metric v2 in_flight` could not be read from the metric source (the answer was partial)',
      '`metric v2 up` has no series',
    ].join(', '),
  );
});
