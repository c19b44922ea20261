import { expect, test } from '@jest/globals';
import { flowPicture, LAYOUTS } from './flow.js';

test('each share of each route is a flow to its version, and what gets nothing has none', () => {
  const picture = flowPicture(
    [
      { name: 'chrome', weights: { v1: 50, v2: 50 } },
      { name: 'default', weights: { v1: 100, v2: 0 } },
    ],
    ['v1', 'v2'],
    LAYOUTS.wide,
  );
  expect(picture.flows.map(({ route, version, percent }) => [route, version, percent])).toEqual([
    ['chrome', 'v1', 50],
    ['chrome', 'v2', 50],
    ['default', 'v1', 100],
  ]);
});

test.each([LAYOUTS.wide, LAYOUTS.upright])(
  'boxes of a column do not overlap, and all are within the picture',
  (layout) => {
    const names = ['a', 'b', 'c', 'd'];
    const only = [{ name: 'default', weights: { a: 100 } }];
    const { box, routes, versions, width, height } = flowPicture(only, names, layout);
    versions.slice(1).forEach(({ y }, place) => {
      expect(y - (versions[place]?.y ?? 0)).toBeGreaterThan(box.height);
    });
    for (const { x, y } of [...routes, ...versions]) {
      expect([x >= 0, y >= 0, x + box.width <= width, y + box.height <= height]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
  },
);

test('upright it is as wide as a telephone shows it', () => {
  const { width } = flowPicture([{ name: 'default', weights: { a: 100 } }], ['a'], LAYOUTS.upright);
  expect(width).toBeLessThanOrEqual(330);
});
