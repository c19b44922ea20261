import type { Gateway, Policy } from '../config/gateway.js';
import { settlingTime } from '../config/rules/pace.js';
import { combine, type Move } from '../policy/combine.js';
import { shift } from '../policy/shift.js';
import { ask, type Answer, type Situation } from './ask.js';
import type { PolicyOutcome } from './events.js';
import type { Observation } from './observation.js';
import { policyRoutes } from './policy-routes.js';
import { promote } from './promote.js';
import { duePolicies } from './schedule.js';
import { sameShares, sharesOf, soleVersion, weightsOf, type RouteShares } from './shares.js';
import { confirmedAt, type GatewayState, type Release } from './state.js';
import { gravest, stop } from './stop.js';
import { stepPastGates } from './step-past-gates.js';
import { quietly, type Transition } from './transition.js';
import { gainText } from './words.js';

/** What came of asking the policies that were due. */
export interface Judged extends Transition {
  readonly outcomes: readonly PolicyOutcome[];
}

/**
 * Asks the policies that are due and follows what they say together: an abort or a hold for good, one step on each route, the
 * promotion of a version that has everything, or nothing.
 */
export function judge(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  observation: Observation,
): Judged {
  const at = confirmedAt(state);
  if (at === null) {
    const reason = 'waiting for the data plane to have the intended weights';
    return { ...quietly(state, { ...release, reason }), outcomes: [] };
  }
  const { now, quantum } = observation;
  const routes = policyRoutes(gateway, state.intent.routes);
  const sole = soleVersion(routes);
  const situation: Situation = {
    now,
    confirmedAt: at,
    stable: release.identity.stable,
    candidate: release.identity.candidate,
    settle: gateway.metrics === null ? 0 : settlingTime(gateway.metrics),
    routes: state.intent.routes,
    isWaiting: release.phase === 'Waiting',
    sole: sole === release.identity.stable ? null : sole,
  };
  const answers = askDue(gateway, state, release, observation, situation);
  const outcomes = [...answers.values()].map((answer) => answer.outcome);
  const asked: Release = {
    ...release,
    policies: release.policies.map((policy, place) => answers.get(place)?.state ?? policy),
    reason: outcomes.length === 0 ? release.reason : outcomes.map((outcome) => outcome.reason).join('; '),
  };
  const cause = gravest([...answers.values()].flatMap((answer) => answer.stops));
  if (cause !== null) return { ...stop(gateway, state, asked, cause, observation), outcomes };
  const moved = routes.map((route) => moveRoute(gateway, asked, route, quantum));
  if (!sameShares(moved, routes)) {
    const reason = `${gainText(routes, moved)}: ${asked.reason}`;
    return { ...stepPastGates(gateway, state, { ...asked, reason }, moved, 'policy', now), outcomes };
  }
  const ended = situation.sole === null ? null : promote(gateway, state, asked, situation.sole, now);
  // While it waits, what for is the reason.
  const still = asked.phase === 'Waiting' ? { ...asked, reason: release.reason } : asked;
  return { ...(ended ?? quietly(state, still)), outcomes };
}

/** The answers of the policies that are due, by place. */
function askDue(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  { now, readings }: Observation,
  situation: Situation,
): ReadonlyMap<number, Answer> {
  const answers = new Map<number, Answer>();
  for (const place of duePolicies(gateway, state, now)) {
    const policy = gateway.policies[place];
    const before = release.policies[place];
    const reading = readings.get(place);
    if (policy === undefined || before === undefined || reading === undefined) {
      throw new RangeError(`policy ${place} of gateway ${gateway.name} is due but has no reading`);
    }
    answers.set(place, ask(place, policy, before, reading, situation));
  }
  return answers;
}

/** A policy's step toward a version; on the way back a health policy leaves the candidate its floor. */
function stepOf(policy: Policy, toward: string, { identity }: Release, route: RouteShares): Move {
  const isBack = policy.type === 'health' && toward === identity.stable;
  if (!isBack || identity.candidate === null) return { toward, by: policy.step };
  const above = (weightsOf(route).get(identity.candidate) ?? 0) - policy.floor;
  return above <= 0 ? null : { toward, by: Math.min(policy.step, above) };
}

/** The shares of one route after what its policies want together. */
function moveRoute(gateway: Gateway, release: Release, route: RouteShares, quantum: number): RouteShares {
  const moves = gateway.policies.flatMap((policy, place): readonly Move[] => {
    if (policy.observe || !policy.routes.includes(route.route)) return [];
    const verdict = release.policies[place]?.verdict;
    return [verdict?.kind === 'toward' ? stepOf(policy, verdict.version, release, route) : null];
  });
  const move = combine(release.identity.stable, moves);
  return move === null
    ? route
    : sharesOf(route.route, shift(weightsOf(route), move.toward, move.by, quantum));
}
