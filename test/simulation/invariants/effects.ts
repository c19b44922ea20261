import {
  isAsIntended,
  routingOf,
  sameShares,
  foundIn,
  sharesOf,
  sharesText,
} from '../../../packages/runtime/src/release/shares.js';
import type { RouteShares } from '../../../packages/runtime/src/release/shares.js';
import type { Invariant } from './invariant.js';
import { ofEachGateway } from './invariant.js';

/** The data plane is asked for nothing but what is stored at that moment; before anything is, for what the file says. */
export const intentsComeFirst: Invariant = ofEachGateway(
  'what the data plane is asked for was stored before',
  function* ({ name, routes }, { entries }) {
    let intended: readonly RouteShares[] = routes.map((route) => sharesOf(route.name, route.weights));
    // What an operator or a tick replaces at the very instant at which the data plane is mended, or given other gateways, may still be
    // asked for: what brings the new weights follows at once.
    let replaced: { readonly routes: readonly RouteShares[]; readonly elapsed: number } | null = null;
    for (const entry of entries) {
      if (entry.kind === 'stored' && entry.isTaken) {
        const stored = entry.progress.findLast(({ state }) => state.gateway === name);
        if (stored !== undefined) replaced = { routes: intended, elapsed: entry.elapsed };
        intended = stored?.state.intent.routes ?? intended;
      }
      if (entry.kind !== 'asked') continue;
      for (const routing of entry.routings) {
        const asked = foundIn(routing) ?? [];
        if (routing.gateway !== name || sameShares(asked, intended)) continue;
        if (replaced?.elapsed === entry.elapsed && sameShares(asked, replaced.routes)) continue;
        yield `asked for ${sharesText(asked)} while ${sharesText(intended)} was stored`;
      }
    }
  },
);

/** A process that is over writes nothing, and nobody but a runtime writes the store. */
export const oneWrites: Invariant = {
  name: 'one process writes at a time',
  broken: ({ entries }) =>
    entries.some(({ kind }) => kind === 'stray') ? 'a process that was over called a port' : null,
};

/** Nothing that happens in the world is a fault of the program. */
export const programIsSound: Invariant = {
  name: 'the program is never at fault',
  broken: ({ entries }) => {
    const entry = entries.find(({ kind }) => kind === 'fault');
    return entry?.kind === 'fault' ? `${String(entry.fault)} during ${entry.during}` : null;
  },
};

/** Soon after nothing is wrong any more, the data plane has what is stored, and the state says so. */
export const dataPlaneConverges: Invariant = ofEachGateway(
  'the data plane converges to the stored state',
  function* ({ name }, { entries, states }) {
    const settled = entries.findLast((entry) => entry.kind === 'settled');
    if (settled?.kind !== 'settled') return;
    const state = settled.states.find(({ gateway }) => gateway === name);
    if (state === undefined) {
      yield 'nothing was stored';
      return;
    }
    const served = settled.served.get(name) ?? null;
    if (!isAsIntended(served, state.intent.routes))
      yield `${sharesText(foundIn(served) ?? [])} is served, ${sharesText(state.intent.routes)} stored`;
    if (state.outage !== null) yield `the outage goes on: ${state.outage.message}`;
    if (state.confirmed?.step !== state.intent.step) yield 'the weights were not confirmed';
    const end = states.get(name);
    if (end !== undefined && end.confirmed?.step !== end.intent.step) yield 'the end was not confirmed';
  },
);

/** What is told is what is stored: every shift that anybody hears of has been taken by the store. */
export const tidingsAreTrue: Invariant = ofEachGateway(
  'no shift is told that was not stored',
  function* ({ name }, { entries }) {
    let intended: readonly RouteShares[] | null = null;
    for (const entry of entries) {
      if (entry.kind === 'stored' && entry.isTaken)
        intended =
          entry.progress.findLast(({ state }) => state.gateway === name)?.state.intent.routes ?? intended;
      if (entry.kind !== 'told' || entry.event.kind !== 'shifted' || entry.event.gateway !== name) continue;
      if (intended === null || !isAsIntended(routingOf(name, entry.event.to), intended))
        yield `told of ${sharesText(entry.event.to)}`;
    }
  },
);
