import type { Gateway } from '../../../packages/runtime/src/config/gateway.js';
import { FULL } from '../../../packages/runtime/src/config/weights.js';
import {
  foundIn,
  sameShares,
  sharesOf,
  sharesText,
  type RouteShares,
} from '../../../packages/runtime/src/release/shares.js';
import { grantedOn, movedRouteNames, ofEachGateway, storedOf } from './invariant.js';
import type { Played } from '../play.js';

/** All weights that were intended, asked for, and seen by the runtime to be served. */
function* weightsEverywhere(gateway: Gateway, played: Played): Iterable<readonly RouteShares[]> {
  for (const { state } of storedOf(played, gateway.name)) {
    yield state.intent.routes;
    if (state.confirmed !== null) yield state.confirmed.routes;
  }
  for (const entry of played.entries) {
    if (entry.kind !== 'asked') continue;
    for (const routing of entry.routings) if (routing.gateway === gateway.name) yield foundIn(routing) ?? [];
  }
}

/** Weights are shares of the gateway's versions that make up the whole, route by route. */
export const weightsAreWhole = ofEachGateway(
  'weights sum to 10 000 on every route',
  function* (gateway, played) {
    const labels = new Set(gateway.versions.map(({ label }) => label));
    for (const routes of weightsEverywhere(gateway, played)) {
      if (routes.map(({ route }) => route).join() !== gateway.routes.map(({ name }) => name).join())
        yield `these are other routes: ${sharesText(routes)}`;
      for (const { shares } of routes) {
        const sum = shares.reduce((total, [, share]) => total + share, 0);
        const isEach = shares.every(
          ([label, share]) => labels.has(label) && share >= 0 && share % played.scenario.quantum === 0,
        );
        if (sum !== FULL || !isEach) yield `these are no whole: ${sharesText(routes)}`;
      }
    }
  },
);

/** A policy moves the routes that it names and no others; those are only an operator's to move. */
export const unnamedRoutesStand = ofEachGateway(
  'routes that no policy names never move',
  function* (gateway, played) {
    const named = movedRouteNames(gateway.policies);
    const declared = gateway.routes
      .filter(({ name }) => !named.has(name))
      .map(({ name, weights }) => sharesOf(name, weights));
    const given = grantedOn(played, gateway.name).flatMap((act) =>
      act.kind === 'weights' ? [act.weights] : [],
    );
    const allowed = [...declared, ...given];
    for (const routes of weightsEverywhere(gateway, played)) {
      const unnamed = routes.filter(({ route }) => !named.has(route));
      if (!unnamed.every((route) => allowed.some((each) => sameShares([route], [each]))))
        yield `${sharesText(unnamed)} instead of ${sharesText(declared)}`;
    }
  },
);
