import type { Gate, Gateway } from '../../../packages/runtime/src/config/gateway.js';
import { isOpen } from '../../../packages/runtime/src/release/freeze.js';
import { sharesText, weightsOf, type RouteShares } from '../../../packages/runtime/src/release/shares.js';
import type { Release } from '../../../packages/runtime/src/release/state.js';
import { GUARD } from '../people.js';
import type { Character } from '../scenario.js';
import { OPERATOR } from '../world.js';
import { gainer, movedRoutes } from './causes.js';
import type { Invariant, Stored } from './invariant.js';
import { ofEachGateway, pairs, storedOf } from './invariant.js';

/** True for a step of a policy or of the entry that gives a version other than stable more, where it gave its reason at `at`. */
function isForward(before: Stored, { state, record }: Stored): boolean {
  if (record === null || (record.shift !== 'policy' && record.shift !== 'entry')) return false;
  const stable = before.state.release?.identity.stable;
  return movedRoutes(before.state.intent.routes, state.intent.routes).some(
    ([was, is]) => gainer(was, is) !== stable,
  );
}

/** True where this is the promotion of a release that no operator promotes. */
function isPromotion(before: Stored, after: Stored): boolean {
  const isEnd = after.state.release?.phase === 'Promoted' && before.state.release?.phase !== 'Promoted';
  return isEnd && before.state.release?.promoting === false;
}

/** In a freeze window nothing goes forward by itself, and nothing is promoted. */
export const windowsFreeze: Invariant = ofEachGateway(
  'nothing goes forward by itself in a freeze window',
  function* ({ name, policies }, played) {
    const windows = policies.filter(({ observe }) => !observe).flatMap(({ freeze }) => freeze);
    for (const [before, after] of pairs(storedOf(played, name))) {
      const { record, state } = after;
      if (record === null || !windows.some((window) => isOpen(window, record.at))) continue;
      if (isForward(before, after)) yield `at ${record.at} came ${sharesText(state.intent.routes)}`;
      if (isPromotion(before, after)) yield `at ${record.at} ${state.stable} was promoted`;
    }
  },
);

/** True where a version other than stable comes to a gate's share on one of its routes. */
function isReached(
  gate: Gate,
  routes: readonly string[],
  stable: string,
  moved: ReturnType<typeof movedRoutes>,
): boolean {
  const { at } = gate;
  const reaches = (was: RouteShares, is: RouteShares): boolean =>
    is.shares.some(
      ([version, share]) =>
        version !== stable &&
        typeof at === 'number' &&
        share >= at &&
        (weightsOf(was).get(version) ?? 0) < at,
    );
  return moved.some(([was, is]) => routes.includes(is.route) && reaches(was, is));
}

function isApproved(release: Release | null, gate: Gate): boolean {
  return release?.gates.find((standing) => standing.gate === gate.name)?.answer?.approved === true;
}

/** The gates that a step leads past. */
function passedGates({ policies }: Gateway, before: Stored, after: Stored): readonly Gate[] {
  const acting = policies.filter(({ observe }) => !observe);
  if (isPromotion(before, after))
    return acting.flatMap(({ gates }) => gates.filter(({ at }) => at === 'promotion'));
  if (!isForward(before, after)) return [];
  const stable = before.state.release?.identity.stable ?? '';
  const moved = movedRoutes(before.state.intent.routes, after.state.intent.routes);
  return acting.flatMap(({ gates, routes }) =>
    gates.filter((gate) => isReached(gate, routes, stable, moved)),
  );
}

/** Nothing passes a gate that was not opened: no step, no promotion, and no abort unless nobody answered in time. */
export const gatesAreKept: Invariant = ofEachGateway(
  'nothing passes a gate that nobody opened',
  function* (gateway, played) {
    for (const [before, after] of pairs(storedOf(played, gateway.name))) {
      for (const gate of passedGates(gateway, before, after))
        if (!isApproved(after.state.release, gate)) yield `${gate.name} was passed`;
    }
  },
);

/** Who answers with what, at the gates of one gateway; an operator may say anything anywhere. */
function isSaid(
  gate: Gate | undefined,
  character: Character | undefined,
  by: string,
  approved: boolean,
): boolean {
  if (gate === undefined) return false;
  if (by === OPERATOR) return true;
  const isTheirs = (gate.type === 'manual') === (by === GUARD);
  // Webhooks may be out of order.
  const isTheirWord =
    character === (approved ? 'approves' : 'refuses') || (gate.type === 'webhook' && !approved);
  return isTheirs && isTheirWord;
}

/** What is told of an answer at a gate is what was answered there. */
export const answersAreTrue: Invariant = ofEachGateway(
  'a gate is answered as who was asked there says',
  function* ({ name, policies }, { entries, scenario }) {
    const gates = policies.flatMap((policy) => policy.gates);
    const characters = scenario.casts.find(({ gateway }) => gateway.name === name)?.characters;
    for (const entry of entries) {
      if (entry.kind !== 'told' || entry.event.kind !== 'gate-answered' || entry.event.gateway !== name)
        continue;
      const { gate, approved, by } = entry.event;
      const asked = gates.find((each) => each.name === gate);
      if (!isSaid(asked, characters?.get(gate), by, approved)) yield entry.event.reason;
    }
  },
);
