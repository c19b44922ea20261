import type { Gate, Policy } from '../../../packages/runtime/src/config/gateway.js';
import type { PolicyOutcome } from '../../../packages/runtime/src/release/events.js';
import {
  sameShares,
  sharesText,
  weightsOf,
  type RouteShares,
} from '../../../packages/runtime/src/release/shares.js';
import { isEnded, type GatewayState } from '../../../packages/runtime/src/release/state.js';
import type { Entry } from '../journal.js';
import { OPERATOR } from '../world.js';
import type { Invariant, Stored } from './invariant.js';
import { logOf, ofEachGateway, ofEachLife, pairs, storedOf } from './invariant.js';

/** The version that gained on a route; null where none did. */
export function gainer(before: RouteShares, after: RouteShares): string | null {
  const was = weightsOf(before);
  return after.shares.find(([version, share]) => share > (was.get(version) ?? 0))?.[0] ?? null;
}

/** The routes that are not as they were, before and after. */
export function movedRoutes(
  before: readonly RouteShares[],
  after: readonly RouteShares[],
): readonly (readonly [before: RouteShares, after: RouteShares])[] {
  return after.flatMap((route) => {
    const was = before.find((other) => other.route === route.route);
    return was === undefined || sameShares([was], [route]) ? [] : [[was, route] as const];
  });
}

/** True when the policy moves weights and said so on known data, or by time. */
export function favours({ observed, proposal, reading }: PolicyOutcome, version: string): boolean {
  if (observed || proposal.kind !== 'toward' || proposal.version !== version) return false;
  switch (reading.type) {
    case 'time':
      return true;
    case 'custom':
      return reading.decision.decided && reading.decision.result === version;
    case 'health':
      return reading.scores.some(({ score }) => score.known);
    case 'metric':
      return reading.scores.some((scored) => scored.version === version && scored.score.known);
  }
}

/** What each policy said last about the weights as they are, by its place: it stands until they change or it is asked again. */
function standing(
  before: ReadonlyMap<number, PolicyOutcome>,
  was: GatewayState,
  { state, record }: Stored,
): ReadonlyMap<number, PolicyOutcome> {
  const isStepped = state.intent.step !== was.intent.step;
  const isOther = isStepped || state.confirmed?.at !== was.confirmed?.at;
  const said = isStepped || record === null ? [] : record.outcomes;
  return new Map([...(isOther ? [] : before), ...said.map((outcome) => [outcome.policy, outcome] as const)]);
}

/** What keeps a shift from being one that its policies decided; null where nothing does. */
function undecided(
  policies: readonly Policy[],
  outcomes: Iterable<PolicyOutcome>,
  before: RouteShares,
  after: RouteShares,
): string | null {
  const gained = gainer(before, after);
  if (gained === null) return `nobody gained on ${after.route}`;
  const asked = [...outcomes].filter(({ policy }) => policies[policy]?.routes.includes(after.route));
  return asked.some((outcome) => favours(outcome, gained))
    ? null
    : `no policy of ${after.route} favoured ${gained}`;
}

/** No automatic shift without a decided result, a time policy, an operator, an abort or a deadline, which the log names. */
export const shiftsHaveCauses: Invariant = ofEachGateway(
  'every shift has a cause that the log names',
  function* ({ name, policies }, played) {
    const stored = storedOf(played, name);
    let entries = 0;
    let said: ReadonlyMap<number, PolicyOutcome> = new Map();
    for (const [before, after] of pairs(stored)) {
      const { state, record } = after;
      const outcomes = new Map([
        ...said,
        ...(record?.outcomes ?? []).map((outcome) => [outcome.policy, outcome] as const),
      ]);
      said = standing(said, before.state, after);
      const moved = movedRoutes(before.state.intent.routes, state.intent.routes);
      if (moved.length === 0) continue;
      const to = sharesText(state.intent.routes);
      if (record === null) {
        yield `nothing was logged with ${to}`;
        continue;
      }
      if (record.reason === '') yield `${to} has no reason`;
      switch (record.shift) {
        case 'policy':
          for (const [was, is] of moved) {
            const problem = undecided(policies, outcomes.values(), was, is);
            if (problem !== null) yield `${to}: ${problem}`;
          }
          break;
        case 'entry':
          entries += 1;
          if (entries > 1 || !isEnteringFrom(before.state)) yield `${to} is no first step`;
          break;
        case 'rollback':
          // An operator takes even a promoted release back.
          if ((state.release?.rollback ?? null) === null) yield `${to} was taken back without an abort`;
          for (const [was, is] of moved)
            if (gainer(was, is) !== state.release?.identity.stable) yield `${to} is no step back`;
          break;
        case 'operator':
          if (record.operation?.act.kind !== 'weights' || !isAllowedToGive(before.state))
            yield `${to} was an operator's, who gave no weights`;
          break;
        case 'promote':
          if (record.operation?.act.kind !== 'promote') yield `${to} was an operator's, who promoted nothing`;
          break;
        case null:
          yield `${to} is logged as no shift`;
      }
    }
  },
);

/** True for a release whose candidate has yet to enter, be it that it waits before that. */
function isEnteringFrom({ release }: GatewayState): boolean {
  return release?.phase === 'Pending' || release?.suspension?.from === 'Pending';
}

/** Weights are not an operator's to give while a release moves them. */
function isAllowedToGive({ release }: GatewayState): boolean {
  return release === null || release.phase === 'Paused' || isEnded(release.phase);
}

/** An abort comes from a limit, a budget, a deadline or a gate that one of the policies has, or from an operator. */
export const abortsHaveCauses: Invariant = ofEachGateway(
  'every abort comes from a limit, a budget, a deadline, a gate or an operator',
  function* ({ name, policies }, { entries }) {
    for (const entry of entries) {
      if (entry.kind !== 'told' || entry.event.kind !== 'aborted' || entry.event.gateway !== name) continue;
      const { reason } = entry.event;
      if (reason === `rolled back by ${OPERATOR}` && entries.some(isRollbackGranted)) continue;
      const isMeant = policies.some(
        ({ failures, budgets, deadline, gates, observe }) =>
          !observe &&
          (gates.some((gate) => isEndAt(gate, reason)) ||
            (reason.includes('decided against') && (failures.consecutive ?? failures.total) !== null) ||
            (reason.includes('no data') && budgets.noData.then === 'rollback') ||
            (reason.includes('source has failed') && budgets.sourceErrors.then === 'rollback') ||
            (reason.includes('deadline') && deadline?.then === 'rollback')),
      );
      if (!isMeant) yield `nobody wanted an abort because ${reason}`;
    }
  },
);

/** True where an abort for this reason is what a gate wants: refused, or not answered in time. */
function isEndAt({ name, at, then, timeout }: Gate, reason: string): boolean {
  const isRefused = reason.startsWith(`the gate \`${name}\` was refused`) && at !== 'rollback';
  const isSilent = reason.startsWith(`nobody answered at the gate \`${name}\``) && timeout !== null;
  return (then === 'rollback' && isRefused) || (isSilent && (at === 'rollback' || then === 'rollback'));
}

function isRollbackGranted(entry: Entry): boolean {
  return (
    entry.kind === 'stored' &&
    entry.isTaken &&
    entry.progress.some(({ record }) => record?.operation?.act.kind === 'rollback')
  );
}

/** Steps are counted one by one, and each is logged once: none is lost, none is taken twice. */
export const stepsAreCounted: Invariant = ofEachLife(
  'no step is lost or doubled, and the log has each of them once',
  function* (name, played) {
    const stored = storedOf(played, name);
    for (const [before, after] of pairs(stored)) {
      const by = after.state.intent.step - before.state.intent.step;
      const isMoved = !sameShares(before.state.intent.routes, after.state.intent.routes);
      if (by !== (isMoved ? 1 : 0))
        yield `step ${before.state.intent.step} is followed by ${after.state.intent.step}`;
    }
    const logged = logOf(played, name).filter(({ shift }) => shift !== null);
    const steps = stored.at(-1)?.state.intent.step ?? 0;
    if (logged.map(({ step }) => step).join() !== Array.from({ length: steps }, (_, at) => at + 1).join())
      yield `of ${steps} steps the log has ${logged.map(({ step }) => step).join(', ')}`;
  },
);
