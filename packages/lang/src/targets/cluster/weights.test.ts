import { describe, expect, test } from '@jest/globals';
import { destinationShares, weightedDestinations, type WeightedPlane } from './weights.js';

const DESTINATIONS = new Map([
  ['v1', { destination: { host: 'shop', subset: 'v1' } }],
  ['v2', { destination: { host: 'shop', subset: 'v2' } }],
]);
const PLANES: readonly WeightedPlane[] = ['istio', 'gateway-api', 'gloo'];

describe('weights of a rule', () => {
  test.each(PLANES)('come back as they were written to %s', (plane) => {
    for (const v2 of [0, 1, 33, 100, 1_250, 5_000, 9_999, 10_000]) {
      const to = [
        { version: 'v1', weight: 10_000 - v2 },
        { version: 'v2', weight: v2 },
      ];
      const written = weightedDestinations(plane, to, DESTINATIONS);
      expect(destinationShares(plane, written, DESTINATIONS)).toEqual(to.filter(({ weight }) => weight > 0));
    }
  });

  test('are written in percent where all are whole, but for gloo', () => {
    const to = [
      { version: 'v1', weight: 7_500 },
      { version: 'v2', weight: 2_500 },
    ];
    const weights = (plane: WeightedPlane) =>
      weightedDestinations(plane, to, DESTINATIONS).map(({ weight }) => weight);
    expect(PLANES.map(weights)).toEqual([
      [75, 25],
      [75, 25],
      [7_500, 2_500],
    ]);
  });

  test('a version without a share is not written', () => {
    const to = [
      { version: 'v1', weight: 10_000 },
      { version: 'v2', weight: 0 },
    ];
    expect(weightedDestinations('istio', to, DESTINATIONS)).toHaveLength(1);
  });

  test('are parts of their sum, whoever wrote them', () => {
    const [v1, v2] = [DESTINATIONS.get('v1'), DESTINATIONS.get('v2')];
    const list = [
      { ...v1, weight: 1 },
      { ...v2, weight: 3 },
    ];
    expect(destinationShares('gloo', list, DESTINATIONS)).toEqual([
      { version: 'v1', weight: 2_500 },
      { version: 'v2', weight: 7_500 },
    ]);
  });

  test('an only destination takes all on istio, and one without a weight has 1 on the gateway api', () => {
    const [only, other] = [{ ...DESTINATIONS.get('v2') }, { ...DESTINATIONS.get('v1') }];
    expect(destinationShares('istio', [{ ...only, weight: 0 }], DESTINATIONS)).toEqual([
      { version: 'v2', weight: 10_000 },
    ]);
    expect(destinationShares('gateway-api', [only, other], DESTINATIONS)).toEqual([
      { version: 'v2', weight: 5_000 },
      { version: 'v1', weight: 5_000 },
    ]);
    expect(destinationShares('gloo', [only], DESTINATIONS)).toBeNull();
  });

  test('a destination that is no version, or no destination, is nobody’s', () => {
    const other = { destination: { host: 'images' }, weight: 1 };
    for (const list of [[other], [], ['shop'], [{ ...DESTINATIONS.get('v1'), weight: 'much' }]]) {
      expect(destinationShares('gateway-api', list, DESTINATIONS)).toBeNull();
    }
  });
});
