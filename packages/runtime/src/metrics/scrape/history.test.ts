import { describe, expect, test } from '@jest/globals';
import { History } from './history.js';

const URL = 'http://a.example/metrics';
const line = (name: string, value: number, labels: Readonly<Record<string, string>> = {}) => ({
  name,
  value,
  labels: new Map(Object.entries(labels)),
});
const page = (...series: readonly ReturnType<typeof line>[]) => [{ url: URL, series }];

describe('the history', () => {
  test('keeps a series as one object over all scrapes', () => {
    const history = new History();
    history.add(1_000, page(line('a', 1, { x: '1', y: '2' })), 60_000);
    history.add(2_000, page(line('a', 5, { y: '2', x: '1' })), 60_000);
    const [series, ...others] = history.seriesOf('a');
    expect(others).toEqual([]);
    expect(history.scrapes.map(({ values }) => series && values.get(series))).toEqual([1, 5]);
  });

  test('tells the same series of two pages apart', () => {
    const history = new History();
    const pages = ['http://a.example', 'http://b.example'].map((url) => ({ url, series: [line('a', 1)] }));
    expect(history.add(1_000, pages, 60_000)).toBeNull();
    expect(history.seriesOf('a')).toHaveLength(2);
  });

  test('forgets what is older than asked, and series that went with it', () => {
    const history = new History();
    history.add(1_000, page(line('a', 1), line('b', 1)), 2_000);
    history.add(2_000, page(line('b', 2)), 2_000);
    history.add(3_500, page(line('b', 3)), 2_000);
    expect(history.scrapes.map(({ at }) => at)).toEqual([2_000, 3_500]);
    expect(history.seriesOf('a')).toEqual([]);
    expect(history.seriesOf('b')).toHaveLength(1);
  });

  test('refuses a page that has a series twice, and keeps the others', () => {
    const history = new History();
    history.add(1_000, page(line('a', 1)), 60_000);
    expect(history.add(2_000, page(line('a', 2), line('a', 3)), 60_000)).toBe(
      `a series of \`a\` stands twice on ${URL}`,
    );
    expect(history.scrapes.map(({ at }) => at)).toEqual([1_000]);
  });

  test('begins anew where the clock was set back', () => {
    const history = new History();
    history.add(5_000, page(line('a', 1)), 60_000);
    history.add(4_000, page(line('a', 2)), 60_000);
    expect(history.scrapes.map(({ at }) => at)).toEqual([4_000]);
  });

  test('keeps a bounded number of numbers', () => {
    const history = new History(5);
    for (let at = 1; at <= 4; at += 1) history.add(at, page(line('a', 1), line('b', 1)), 60_000);
    expect(history.scrapes.map(({ at }) => at)).toEqual([3, 4]);
    // The newest is kept however large it is.
    history.add(5, page(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => line(name, 1))), 60_000);
    expect(history.scrapes.map(({ at }) => at)).toEqual([5]);
  });
});
