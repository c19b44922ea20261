import fc from 'fast-check';
import { customPolicy } from '../../packages/runtime/src/release/testing/gateways.js';
import { arbitraryCast } from './arbitrary-gateway.js';
import { mostly } from './mostly.js';
import type { Cast, Change, Form, Guest } from './scenario.js';

/** The same gateway with its versions elsewhere: its release goes on. */
function moved({ gateway, ...cast }: Cast): Cast {
  const versions = gateway.versions.map(({ endpoints, ...version }) => ({
    ...version,
    endpoints: {
      ...endpoints,
      addresses: endpoints.addresses.map(({ host, port }) => ({ host, port: port + 100 })),
    },
  }));
  return { ...cast, gateway: { ...gateway, versions } };
}

/** The same gateway with other weights, everything for its baseline. */
function reweighed({ gateway, ...cast }: Cast): Cast {
  const routes = gateway.routes.map((route) => ({
    ...route,
    weights: new Map(
      gateway.versions.map(({ label }) => [label, label === gateway.baseline ? 10_000 : 0] as const),
    ),
  }));
  return { ...cast, gateway: { ...gateway, routes } };
}

/** The same gateway with its baseline alone, as after a rollback of everything else: there is nothing to release. */
function cleared({ gateway, ...cast }: Cast): Cast {
  const { baseline } = gateway;
  const versions = gateway.versions.filter(({ label }) => label === baseline);
  const routes = gateway.routes.map((route) => ({ ...route, weights: new Map([[baseline, 10_000]]) }));
  return { ...cast, gateway: { ...gateway, versions, candidate: null, policies: [], routes } };
}

/** The same gateway with a program that cannot be run. */
function broken({ gateway, ...cast }: Cast): Form {
  const policies = [customPolicy({ routes: gateway.routes.map(({ name }) => name), expression: 'result =' })];
  return { ...cast, isSound: false, gateway: { ...gateway, policies } };
}

const sound = (cast: Cast): Form => ({ ...cast, isSound: true });

/** A gateway that comes and goes, and ways to describe it: some that go on with the same release, some that begin another. */
function arbitraryGuest(name: string): fc.Arbitrary<Guest> {
  return fc
    .record({
      cast: arbitraryCast(name),
      other: arbitraryCast(name),
      ways: fc.shuffledSubarray(['moved', 'reweighed', 'cleared', 'other', 'broken'] as const),
    })
    .map(({ cast, other, ways }) => ({
      name,
      forms: [
        sound(cast),
        ...ways.map((way): Form => {
          switch (way) {
            case 'moved':
              return sound(moved(cast));
            case 'reweighed':
              return sound(reweighed(cast));
            case 'cleared':
              return sound(cleared(cast));
            case 'other':
              return sound(other);
            case 'broken':
              return broken(cast);
          }
        }),
      ],
    }));
}

/** Mostly nobody. */
export const arbitraryGuests: fc.Arbitrary<readonly Guest[]> = mostly<readonly Guest[]>(
  [],
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(arbitraryGuest('till')) },
    { weight: 1, arbitrary: fc.tuple(arbitraryGuest('till'), arbitraryGuest('desk')) },
  ),
  2,
);

/** What somebody may want of guests, at the begin of a spell. */
export const arbitraryChanges: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    guest: fc.nat(1),
    form: fc.option(fc.nat(5), { freq: 3 }),
  }),
  { maxLength: 3 },
);
