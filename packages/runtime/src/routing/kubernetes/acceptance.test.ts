import { describe, expect, test } from '@jest/globals';
import type { KubernetesObject } from '../../kubernetes/cluster/object.js';
import { refusal } from './acceptance.js';

function object(spec: unknown, status: unknown, generation = 3): KubernetesObject {
  const metadata = { name: 'shop', namespace: 'default', generation };
  return { apiVersion: 'v1', kind: 'Any', metadata, spec, status };
}

describe('what the Gateway API says of a route', () => {
  const parentRefs = [{ name: 'public' }];
  const yes = (type: string, observedGeneration = 3) => ({
    type,
    status: 'True',
    reason: type,
    observedGeneration,
  });
  const report = (conditions: readonly unknown[], more = {}) => ({
    parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' },
    controllerName: 'istio.io/gateway-controller',
    conditions,
    ...more,
  });
  const said = (...parents: readonly unknown[]) =>
    refusal('gateway-api', object({ parentRefs }, { parents }));

  test('is that it is accepted and its services were found', () => {
    expect(said(report([yes('Accepted'), yes('ResolvedRefs')]))).toBeNull();
  });

  test.each([
    ['nothing', [], 'no controller has accepted it for the gateway `public` yet'],
    [
      'something of another parent',
      [
        report([yes('Accepted'), yes('ResolvedRefs')], {
          parentRef: { name: 'public', sectionName: 'https' },
        }),
      ],
      'no controller has accepted it for the gateway `public` yet',
    ],
    [
      'something of earlier rules',
      [report([yes('Accepted', 2), yes('ResolvedRefs', 2)])],
      'istio.io/gateway-controller has not said `Accepted` of the present rules yet for the gateway `public`',
    ],
    [
      'half of it',
      [report([yes('Accepted')])],
      'istio.io/gateway-controller has not said `ResolvedRefs` of the present rules yet for the gateway `public`',
    ],
    [
      'that a service is missing',
      [
        report([
          yes('Accepted'),
          {
            ...yes('ResolvedRefs'),
            ...{ status: 'False', reason: 'BackendNotFound', message: 'service\n default/shop-v2 not found' },
          },
        ]),
      ],
      'istio.io/gateway-controller says `ResolvedRefs` is `False` (BackendNotFound: service default/shop-v2 not found) for the gateway `public`',
    ],
    [
      'that some rules are left out',
      [report([yes('Accepted'), yes('ResolvedRefs'), yes('PartiallyInvalid')])],
      'istio.io/gateway-controller says `PartiallyInvalid` is `True` (PartiallyInvalid) for the gateway `public`',
    ],
    [
      'something else of one controller than of another',
      [
        report([yes('Accepted'), yes('ResolvedRefs')]),
        report([{ ...yes('Accepted'), status: 'False' }], { controllerName: 'other' }),
      ],
      'other says `Accepted` is `False` (Accepted) for the gateway `public`',
    ],
  ])('may be %s', (_, parents, reason) => {
    expect(said(...parents)).toBe(reason);
  });
});

describe('what Gloo says', () => {
  test.each([
    [{ statuses: { 'gloo-system': { state: 'Accepted', reportedBy: 'gloo' } } }, null],
    [{ state: 1, reportedBy: 'gateway' }, null],
    [{}, 'gloo has not accepted it yet'],
    [{ statuses: {} }, 'gloo has not accepted it yet'],
    [{ statuses: { 'gloo-system': { reportedBy: 'gloo' } } }, 'gloo says `Pending`'],
    [
      { statuses: { a: { state: 'Accepted' }, b: { state: 'Rejected', reason: 'domain conflict:\n*' } } },
      'gloo says `Rejected`: domain conflict: *',
    ],
    [{ state: 3, reason: 'no upstream' }, 'gloo says `Warning`: no upstream'],
  ])('%j', (status, reason) => {
    expect(refusal('gloo', object({}, status))).toBe(reason);
  });
});

describe('what Istio says', () => {
  const message = { type: { name: 'ReferencedResourceNotFound', code: 'IST0101' }, level: 'ERROR' };
  test.each([
    ['nothing', undefined, null],
    ['a warning', { validationMessages: [{ ...message, level: 'WARNING' }] }, null],
    [
      'an error',
      { observedGeneration: '3', validationMessages: [message] },
      'istio reports the error ReferencedResourceNotFound (IST0101)',
    ],
    ['an error of earlier rules', { observedGeneration: 2, validationMessages: [message] }, null],
    [
      'that proxies lack it still',
      {
        conditions: [{ type: 'Reconciled', status: 'False', reason: 'Progressing', message: '1/3 proxies' }],
      },
      'istio says `Reconciled` is `False` (Progressing: 1/3 proxies)',
    ],
  ])('may be %s', (_, status, reason) => {
    expect(refusal('istio', object({}, status))).toBe(reason);
  });
});
