import { expect, test } from '@jest/globals';
import { istioMistakes } from './check-objects.js';
import type { DestinationRule, HttpRoute, IstioObject, StringMatch } from './objects.js';
import { istioRelease, type IstioRelease } from './release.js';

const RULE: DestinationRule = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { host: 'shop', subsets: [{ name: 'v1', labels: { version: 'v1' } }] },
};

const TO = { destination: { host: 'shop', port: { number: 80 }, subset: 'v1' }, weight: 100 };

function service(http: readonly HttpRoute[], hosts: readonly string[] = ['*']): IstioObject {
  const { apiVersion, metadata } = RULE;
  return { apiVersion, kind: 'VirtualService', metadata, spec: { hosts, gateways: ['shop'], http } };
}

function release(version: string): IstioRelease {
  const found = istioRelease(version);
  if (found === null) throw new Error(version);
  return found;
}

const SOUND: HttpRoute = { name: 'a', route: [TO] };

function matching(headers: Readonly<Record<string, StringMatch>>): HttpRoute {
  return { ...SOUND, match: [{ headers }] };
}

test.each<readonly [string, readonly IstioObject[], string]>([
  [
    'a negative weight',
    [RULE, service([{ ...SOUND, route: [TO, { ...TO, weight: -1 }] }])],
    'a weight of `a` is no whole number from 0 to 2147483647',
  ],
  [
    'weights of 0 alone',
    [
      RULE,
      service([
        {
          ...SOUND,
          route: [
            { ...TO, weight: 0 },
            { ...TO, weight: 0 },
          ],
        },
      ]),
    ],
    'the weights of `a` sum to 0',
  ],
  ['no destination', [RULE, service([{ ...SOUND, route: [] }])], '`a` goes nowhere'],
  ['an unknown subset', [service([SOUND])], '`shop` has no subset `v1`'],
  [
    'a subset twice',
    [{ ...RULE, spec: { host: 'shop', subsets: [...RULE.spec.subsets, ...RULE.spec.subsets] } }],
    'the subset `v1` of `shop` is there twice',
  ],
  ['an object twice', [RULE, RULE], 'there are two objects `DestinationRule default/shop`'],
  ['a host twice', [RULE, service([SOUND], ['a', 'a'])], 'the host `a` is there twice'],
  ['an entry behind one that takes all', [RULE, service([SOUND, SOUND])], '`a` hides what follows'],
  ['an empty match', [RULE, service([{ ...SOUND, match: [{}] }])], 'a match of `a` is empty'],
  ['an empty prefix', [RULE, service([matching({ x: { prefix: '' } })])], '`a` has an empty prefix of `x`'],
  [
    'two values',
    [RULE, service([matching({ x: Object.assign({ exact: 'a' }, { regex: 'b' }) })])],
    '`a` has several values in one test of `x`',
  ],
  [
    'a long expression',
    [RULE, service([matching({ x: { regex: 'é'.repeat(513) } })])],
    '`a` has too long a regular expression of `x`',
  ],
  ['a header in capitals', [RULE, service([matching({ X: {} })])], '`a` has a test of the header `X`'],
  ['a pseudo header', [RULE, service([matching({ ':path': {} })])], '`a` has a test of the header `:path`'],
])('%s', (_, objects, mistake) => expect(istioMistakes(objects, release('1.30'))).toEqual([mistake]));

test('what depends on the release', () => {
  const denied = service([{ ...SOUND, match: [{ withoutHeaders: { ':path': { exact: '/a' } } }] }]);
  expect(istioMistakes([RULE, denied], release('1.24.4'))).toEqual([]);
  expect(istioMistakes([RULE, denied], release('1.24.3'))).toHaveLength(1);
  const split = service([{ ...SOUND, route: [TO, { ...TO, weight: 50 }] }]);
  expect(istioMistakes([RULE, split], release('1.15'))).toEqual([]);
  expect(istioMistakes([RULE, split], release('1.14'))).toHaveLength(1);
});
