import { describe, expect, test } from '@jest/globals';
import { servable } from './servable.js';
import { TargetError } from './target.js';
import { outlined, routed } from './testing/gateways.js';

const gateway = outlined({ versions: { version1: 9001, version2: 9002 } });

describe('servable', () => {
  test('pairs each gateway with its routing, whatever the order of the routings', () => {
    const cart = outlined({ name: 'cart', versions: { version1: 9003 } });
    const routings = [routed({ version1: 10_000 }, 'cart'), routed({ version1: 9_000, version2: 1_000 })];
    expect(servable([gateway, cart], routings, 1)).toEqual([
      { gateway, routing: routings[1] },
      { gateway: cart, routing: routings[0] },
    ]);
  });

  test.each([
    ['no routing', [], 'gateway `shop` has no weights to serve'],
    ['a sum below 100 %', [routed({ version1: 9_000 })], 'sum to 90% instead of 100%'],
    [
      'an unknown version',
      [routed({ version9: 10_000 })],
      'gives a share to `version9`, which is no version of it',
    ],
    ['a negative share', [routed({ version1: 10_050, version2: -50 })], 'gives `version2` `-0.5%`'],
    [
      'an unknown route',
      [{ gateway: 'shop', routes: new Map([['chrome', new Map([['version1', 10_000]])]]) }],
      'gateway `shop` has no route `chrome`; route `default` of gateway `shop` has no weights to serve',
    ],
  ])('%s is refused', (_, routings, message) => {
    expect(() => servable([gateway], routings, 50)).toThrow(TargetError);
    expect(() => servable([gateway], routings, 50)).toThrow(message);
  });

  test('a share between two steps of the target is refused, not rounded', () => {
    const between = [routed({ version1: 6_666, version2: 3_334 })];
    expect(() => servable([gateway], between, 50)).toThrow('use a multiple of 0.5%');
    expect(servable([gateway], between, 1)).toHaveLength(1);
  });

  test('a gateway that listens nowhere and a route whose condition cannot be read are refused', () => {
    const route = {
      name: 'default',
      condition: 'metod == "GET"',
      weights: new Map([['version1', 10_000]]),
      mirror: null,
    };
    const wrong = { ...gateway, listen: null, routes: [route] };
    expect(() => servable([wrong], [routed({ version1: 10_000 })], 1)).toThrow(
      /condition of route `default` of gateway `shop` cannot be used: .*; gateway `shop` has no `listen`/,
    );
  });
});
