import { expect, test } from '@jest/globals';
import { BOX, flowPicture } from './flow.js';

test('each share of each route is a flow to its version, and what gets nothing has none', () => {
  const picture = flowPicture(
    [
      { name: 'chrome', weights: { v1: 50, v2: 50 } },
      { name: 'default', weights: { v1: 100, v2: 0 } },
    ],
    ['v1', 'v2'],
  );
  expect(picture.flows.map(({ route, version, percent }) => [route, version, percent])).toEqual([
    ['chrome', 'v1', 50],
    ['chrome', 'v2', 50],
    ['default', 'v1', 100],
  ]);
});

test('boxes of a column do not overlap, and all are within the picture', () => {
  const names = ['a', 'b', 'c', 'd'];
  const { routes, versions, width, height } = flowPicture([{ name: 'default', weights: { a: 100 } }], names);
  versions.slice(1).forEach((box, place) => {
    expect(box.y - (versions[place]?.y ?? 0)).toBeGreaterThan(BOX.height);
  });
  for (const { x, y } of [...routes, ...versions]) {
    expect([x >= 0, y >= 0, x + BOX.width <= width, y + BOX.height <= height]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  }
});
