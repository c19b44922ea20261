import { expect, test } from '@jest/globals';
import type { WeightedPlane } from '../cluster/weights.js';
import { conjoin, type Conjoined } from './conjoin.js';
import type { PlainObject } from './plain-object.js';

interface Forms {
  /** A rule of somebody else that goes to the gateway's service. */
  readonly theirs: PlainObject;
  readonly theirCopies: PlainObject;
  readonly own: PlainObject;
  readonly ownCopies: PlainObject;
}

const FORMS: Readonly<Record<WeightedPlane, Forms>> = {
  istio: {
    theirs: { timeout: '5s', route: [{ destination: { host: 'shop' } }] },
    theirCopies: { mirrors: [{ destination: { host: 'audit' } }] },
    own: { route: [{ destination: { host: 'shop-v1', port: { number: 80 } }, weight: 100 }] },
    ownCopies: { mirror: { host: 'shop-v2', port: { number: 80 } }, mirrorPercentage: { value: 10 } },
  },
  'gateway-api': {
    theirs: { backendRefs: [{ name: 'shop', port: 80 }] },
    theirCopies: {
      filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'audit', port: 80 } } }],
    },
    own: {
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      backendRefs: [{ name: 'shop-v1', port: 80 }],
    },
    ownCopies: {
      filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'shop-v2', port: 80 } } }],
    },
  },
  gloo: {
    theirs: {
      matchers: [{ prefix: '/' }],
      routeAction: { single: { upstream: { name: 'shop', namespace: 'default' } } },
    },
    theirCopies: {
      options: { shadowing: { upstream: { name: 'audit', namespace: 'default' }, percentage: 1 } },
    },
    own: {
      matchers: [{ prefix: '/' }],
      routeAction: {
        multi: { destinations: [{ weight: 1, destination: { upstream: { name: 'shop-v1' } } }] },
      },
    },
    ownCopies: { options: { shadowing: { upstream: { name: 'shop-v2' }, percentage: 10 } } },
  },
};

function joined(plane: WeightedPlane, theirs: PlainObject, own: PlainObject): Conjoined {
  return conjoin(plane, {
    existing: [theirs],
    own: [own],
    ruleRoutes: ['default'],
    services: ['shop'],
    isOwn: (name) => name === 'shop',
    namespace: 'default',
  });
}

test.each<WeightedPlane>(['istio', 'gateway-api', 'gloo'])(
  '%s: an adopted rule copies what the gateway does, or what it did itself, and not both',
  (plane) => {
    const { theirs, theirCopies, own, ownCopies } = FORMS[plane];
    const mine = joined(plane, theirs, { ...own, ...ownCopies });
    expect(mine).toMatchObject({ ok: true, rules: [ownCopies] });
    const kept = joined(plane, { ...theirs, ...theirCopies }, own);
    expect(kept).toMatchObject({ ok: true, rules: [theirCopies] });
    const both = joined(plane, { ...theirs, ...theirCopies }, { ...own, ...ownCopies });
    expect(both).toEqual({
      ok: false,
      message: 'its rule 1 copies requests already, and so does the gateway; leave one of the two out',
    });
  },
);
