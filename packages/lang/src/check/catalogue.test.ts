import { expect, test } from '@jest/globals';
import { statisticUnit } from './catalogue.js';
import { BYTES, COUNT, SECONDS, unitText } from './unit.js';

test.each([
  [COUNT, null, 'count'],
  [COUNT, 'rate', 'count/s'],
  [BYTES, 'rate', 'B/s'],
  [SECONDS, null, 's'],
  [SECONDS, 'p99', 's'],
  [SECONDS, 'count', 'count'],
  [COUNT, 'sum', 'count'],
])('of a metric in %j the statistic %s is in %s', (unit, statistic, text) => {
  expect(unitText(statisticUnit(unit, statistic))).toBe(text);
});
