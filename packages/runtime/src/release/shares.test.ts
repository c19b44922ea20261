import { describe, expect, test } from '@jest/globals';
import {
  commonShare,
  isAsIntended,
  routingOf,
  sameShares,
  sharesText,
  soleVersion,
  type RouteShares,
} from './shares.js';

const at = (route: string, ...shares: readonly (readonly [string, number])[]): RouteShares => ({
  route,
  shares,
});

describe('shares', () => {
  test('a share that a route does not list is none', () => {
    expect(sameShares([at('a', ['v1', 10_000])], [at('a', ['v1', 10_000], ['v2', 0])])).toBe(true);
    expect(sameShares([at('a', ['v1', 9_000])], [at('a', ['v1', 10_000])])).toBe(false);
    expect(sameShares([at('a', ['v1', 10_000])], [at('b', ['v1', 10_000])])).toBe(false);
    expect(sameShares([], [at('b', ['v1', 10_000])])).toBe(false);
  });

  test('the sole version has all traffic of all routes', () => {
    expect(soleVersion([at('a', ['v2', 10_000]), at('b', ['v1', 0], ['v2', 10_000])])).toBe('v2');
    expect(soleVersion([at('a', ['v2', 10_000]), at('b', ['v1', 10_000])])).toBeNull();
    expect(soleVersion([at('a', ['v1', 5_000], ['v2', 5_000])])).toBeNull();
    expect(soleVersion([])).toBeNull();
  });

  test('a common share is one that all routes agree on', () => {
    expect(commonShare([at('a', ['v1', 1]), at('b', ['v1', 1])], 'v1')).toBe(1);
    expect(commonShare([at('a', ['v1', 1]), at('b', ['v1', 2])], 'v1')).toBeNull();
    expect(commonShare([at('a'), at('b')], 'v1')).toBe(0);
  });

  test('routes of the data plane that are not ours do not matter, missing ones do', () => {
    const ours = [at('a', ['v1', 10_000])];
    const more = routingOf('shop', [...ours, at('b', ['v9', 10_000])]);
    expect(isAsIntended(more, ours)).toBe(true);
    expect(isAsIntended(routingOf('shop', []), ours)).toBe(false);
    expect(isAsIntended(null, ours)).toBe(false);
  });

  test('names such as __proto__ survive', () => {
    const routes = [at('__proto__', ['__proto__', 10_000])];
    expect(isAsIntended(routingOf('shop', routes), routes)).toBe(true);
    expect(soleVersion(routes)).toBe('__proto__');
  });

  test('one route needs no name in words, several do', () => {
    expect(sharesText([at('a', ['v1', 1250], ['v2', 8750])])).toBe('v1 12.5%, v2 87.5%');
    expect(sharesText([at('a', ['v1', 10_000]), at('b', ['v2', 10_000])])).toBe('a: v1 100%; b: v2 100%');
  });
});
