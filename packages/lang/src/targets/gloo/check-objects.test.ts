import { expect, test } from '@jest/globals';
import { glooMistakes } from './check-objects.js';
import type { GlooObject, GlooRoute, HeaderTest, Matcher } from './objects.js';

const METADATA = { name: 'shop', namespace: 'default' };
const TO = { weight: 1, destination: { upstream: METADATA } };
const SOUND: GlooRoute = {
  name: 'a',
  matchers: [{ prefix: '/' }],
  routeAction: { multi: { destinations: [TO] } },
};

function service(routes: GlooRoute[], domains = ['*']): GlooObject {
  return {
    apiVersion: 'gateway.solo.io/v1',
    kind: 'VirtualService',
    metadata: METADATA,
    spec: { virtualHost: { domains, routes } },
  };
}

function matching(...matchers: readonly Matcher[]): GlooObject {
  return service([{ ...SOUND, matchers }]);
}

function header(test: HeaderTest): GlooObject {
  return matching({ prefix: '/', headers: [test] });
}

function weighted(...weights: readonly number[]): GlooObject {
  return service([
    { ...SOUND, routeAction: { multi: { destinations: weights.map((weight) => ({ ...TO, weight })) } } },
  ]);
}

const TABLE: GlooObject = {
  apiVersion: 'gateway.solo.io/v1',
  kind: 'RouteTable',
  metadata: METADATA,
  spec: { routes: [{ ...SOUND, matchers: [{ regex: '(?:/a)' }] }] },
};

test.each<readonly [string, readonly GlooObject[], readonly string[]]>([
  ['nothing wrong', [service([SOUND])], []],
  ['a domain twice', [service([SOUND], ['a', 'a'])], ['the domain `a` is there twice']],
  [
    'an object twice',
    [service([SOUND]), service([SOUND])],
    ['there are two objects `VirtualService default/shop`'],
  ],
  ['no matcher', [matching()], ['`a` has no matcher']],
  [
    'two tests of the path',
    [matching(Object.assign({ prefix: '/' }, { exact: '/a' }))],
    ['a matcher of `a` has 2 tests of the path'],
  ],
  ['a path with a blank', [matching({ exact: '/a b' })], ['`/a b` of `a` is no path']],
  ['a negative weight', [weighted(-1, 2)], ['a weight of `a` is no whole number from 0 to 4294967295']],
  ['weights of 0 alone', [weighted(0)], ['the weights of `a` sum to 0']],
  [
    'a large expression',
    [header({ name: 'x', value: 'a'.repeat(60), regex: true })],
    ['an expression of `a` is too large'],
  ],
  ['an empty expression', [header({ name: 'x', value: '', regex: true })], ['an expression of `a` is empty']],
  [
    'an empty value',
    [header({ name: 'x', value: '' })],
    ['an empty value of `a` would be a test of presence'],
  ],
  ['a test without a name', [header({ name: '' })], ['a test of `a` has no name']],
  ['an expression in a table', [TABLE], ['an expression of `a` does not begin like the prefix of its table']],
])('%s', (_, objects, mistakes) => expect(glooMistakes(objects, 50)).toEqual(mistakes));
