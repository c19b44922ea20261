import { expect, jest, test } from '@jest/globals';
import type { Literal } from '../../condition/atom.js';
import { expectAgreement, gatewayFor } from '../testing/agreement.js';
import { ENVOY_DEFAULTS } from './options.js';
import { envoyTarget } from './target.js';

jest.setTimeout(60_000);

test('what is emitted means what the rules mean on every plain request', () => {
  const { emitted, compared } = expectAgreement(envoyTarget, ENVOY_DEFAULTS, {
    seed: 20_261_126,
    rules: 600,
    literals: 3,
  });
  expect(emitted).toBeGreaterThan(550);
  expect(compared).toBeGreaterThan(7_000);
});

test('hosts of the gateway are taken with a port, in either case and with a dot at the end, and no others', () => {
  const gateway = gatewayFor(1, { hosts: ['shop.example', '*.shop.test'] });
  const emission = envoyTarget.emit(gateway, [{ all: [], route: 0 }], ENVOY_DEFAULTS);
  if (!emission.ok) throw new Error('it can be said');
  const read = envoyTarget.readers(emission.emitted, ENVOY_DEFAULTS).get('envoy');
  const taken = ['shop.example', 'SHOP.example:80', 'shop.example.', 'a.shop.test.:8080'];
  for (const host of taken)
    expect([host, read?.({ host })]).toEqual([host, [{ version: '1.1', weight: 10_000 }]]);
  for (const host of ['', 'example', 'a.shop.example', 'shop.test'])
    expect([host, read?.({ host })]).toEqual([host, null]);
});

test('a version without traffic is none of the shares', () => {
  const beta: Literal = { field: 'header', name: 'x', op: 'present', ignoreCase: false, negated: false };
  const rules = [
    { all: [beta], route: 1 },
    { all: [], route: 0 },
  ];
  const emission = envoyTarget.emit(gatewayFor(2), rules, ENVOY_DEFAULTS);
  if (!emission.ok) throw new Error('it can be said');
  const read = envoyTarget.readers(emission.emitted, ENVOY_DEFAULTS).get('envoy');
  expect(read?.({})).toEqual([{ version: '1.1', weight: 10_000 }]);
  expect(read?.({ headers: { x: '' } })).toEqual([
    { version: '1.0', weight: 1100 },
    { version: '1.1', weight: 8900 },
  ]);
});
