import { durationText } from '@lamia/lang';
import type { Gate, Gateway, Policy } from '../config/gateway.js';
import type { ReleaseEvent } from './events.js';
import { frozenText } from './freeze.js';
import { gatesOf, standingAt } from './gates.js';
import type { Observation, WebhookAnswer } from './observation.js';
import type { GateStanding, GatewayState, Release } from './state.js';
import { abort, hold } from './stop.js';
import { goOn, suspend } from './suspend.js';
import { quietly, then, type Transition } from './transition.js';

/**
 * What follows from the gates that a release has come to: answers of webhooks are taken in; a gate that was refused, or that
 * nobody answered in time, ends the release as it says; with every answer there the release goes on, and before that it waits,
 * as it does in a freeze window.
 */
export function hearGates(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  observation: Observation,
): Transition {
  const { now } = observation;
  return then(takeIn(state, release, observation), (heard) => {
    const next = heard.release ?? release;
    for (const gate of gatesOf(gateway)) {
      const ended = endAt(gateway, heard, next, gate, observation);
      if (ended !== null) return ended;
    }
    const isOpen = next.gates.every(({ answer }) => answer !== null);
    if (!isOpen) return quietly(heard, suspend(next, 'Waiting', next.reason, now));
    // An abort that waited for leave has it now.
    const by = next.rollback === null ? undefined : abortingPolicy(gateway, next);
    if (by !== undefined) return abort(gateway, heard, next, { by, reason: next.reason }, observation);
    const frozen = frozenText(gateway, now);
    if (frozen !== null) return freeze(heard, next, frozen, now);
    return next.phase === 'Waiting' ? goOnAfter(heard, next, now) : quietly(heard, next);
  });
}

/** The release waiting for the end of a freeze window, which is told when it begins to. */
function freeze(state: GatewayState, release: Release, reason: string, now: number): Transition {
  const { suspension, ...waiting } = suspend(release, 'Waiting', reason, now);
  const frozen = suspension === null ? null : { ...suspension, isFrozen: true };
  const told: readonly ReleaseEvent[] =
    release.suspension?.isFrozen === true
      ? []
      : [{ kind: 'frozen', gateway: state.gateway, at: now, reason }];
  return { ...quietly(state, { ...waiting, suspension: frozen }), events: told };
}

/**
 * The release going on after it has waited, which is told where that was for the end of a freeze window. What it waited for is its
 * reason no more.
 */
function goOnAfter(state: GatewayState, release: Release, now: number): Transition {
  const wasFrozen = release.suspension?.isFrozen === true;
  const reason = wasFrozen ? 'the freeze is over' : (lastAnswerText(release) ?? release.reason);
  const told: readonly ReleaseEvent[] = wasFrozen
    ? [{ kind: 'thawed', gateway: state.gateway, at: now, reason }]
    : [];
  return { ...quietly(state, goOn({ ...release, reason }, now)), events: told };
}

/** Of the gate that was answered last; null where none was. */
function lastAnswerText({ gates }: Release): string | null {
  const answers = gates.flatMap(({ gate, answer }) => (answer === null ? [] : [{ gate, ...answer }]));
  const last = answers.toSorted((left, right) => right.at - left.at)[0];
  return last === undefined ? null : answerText(last.gate, last);
}

function answerText(gate: string, { approved, by }: Pick<WebhookAnswer, 'approved' | 'by'>): string {
  return `the gate \`${gate}\` was ${approved ? 'approved' : 'refused'} by ${by}`;
}

/** The policy whose abort waits at its gates. */
function abortingPolicy(gateway: Gateway, release: Release): Policy | undefined {
  return gateway.policies.find(({ gates }) =>
    gates.some(({ at, name }) => at === 'rollback' && standingAt(release, name) !== undefined),
  );
}

function takeIn(state: GatewayState, release: Release, { webhooks, now }: Observation): Transition {
  const events: ReleaseEvent[] = [];
  const gates = release.gates.map((standing): GateStanding => {
    const answer = standing.answer === null ? webhooks.get(standing.gate) : undefined;
    if (answer === undefined) return standing;
    events.push(answered(state.gateway, standing.gate, answer, now));
    return { ...standing, answer: { ...answer, at: now } };
  });
  return events.length === 0
    ? { state, events }
    : { state: { ...state, release: { ...release, gates } }, events };
}

/** What there is to tell of an answer at a gate. */
export function answered(gateway: string, gate: string, answer: WebhookAnswer, now: number): ReleaseEvent {
  const { approved, by } = answer;
  const reason = answerText(gate, answer);
  return { kind: 'gate-answered', gateway, at: now, reason, gate, approved, by };
}

/** The end of a release at a gate; null where the gate does not end it. */
function endAt(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  gate: Gate,
  observation: Observation,
): Transition | null {
  const standing = standingAt(release, gate.name);
  const by = gateway.policies.find(({ gates }) => gates.includes(gate));
  if (standing === undefined || by === undefined) return null;
  const { answer, askedAt } = standing;
  const { now } = observation;
  if (answer?.approved === false) {
    const reason = `the gate \`${gate.name}\` was refused by ${answer.by}`;
    // A refused abort leaves everything as it is.
    return gate.at === 'rollback' || gate.then === 'hold'
      ? hold(state, goOn(release, now), reason, now)
      : abort(gateway, state, release, { by, reason }, observation);
  }
  if (answer !== null || gate.timeout === null || now < askedAt + gate.timeout) return null;
  const reason = `nobody answered at the gate \`${gate.name}\` for ${durationText(gate.timeout)}`;
  // An abort that nobody answers is carried out: that is the safe side.
  return gate.at !== 'rollback' && gate.then === 'hold'
    ? hold(state, goOn(release, now), reason, now)
    : abort(gateway, state, release, { by, reason }, observation);
}
