import { suggest } from '@lamia/lang';
import type { Gateway } from '../../config/gateway.js';
import { alternatives } from '../../config/schema/scalars.js';
import { FULL, percentText, weightsText, type Weights } from '../../config/weights.js';
import type { OperatorAct } from '../control.js';
import type { Moment } from '../observation.js';
import { sharesOf } from '../shares.js';
import { isVersion } from '../standing.js';
import { isEnded, type GatewayState } from '../state.js';
import { giveWeights } from '../transition.js';
import { conflict, invalid, stale, type Granted, type RefusedAct } from './operated.js';

/** Other weights for one route. They stay until a policy, an operator or the gateway's file gives others. */
export function setWeights(
  gateway: Gateway,
  state: GatewayState,
  { route, weights, step }: Omit<Extract<OperatorAct, { kind: 'weights' }>, 'kind'>,
  by: string,
  { now, quantum }: Moment,
): Granted | RefusedAct {
  const { release, intent } = state;
  const names = intent.routes.map((each) => each.route);
  if (!names.includes(route)) {
    const nearest = suggest(route, names);
    const advice = nearest === null ? `it has ${alternatives(names)}` : `did you mean \`${nearest}\``;
    return invalid(`the gateway has no route \`${route}\`; ${advice}`);
  }
  const problem = weightsProblem(gateway, weights, quantum);
  if (problem !== null) return invalid(problem);
  if (release !== null && !isEnded(release.phase) && release.phase !== 'Paused') {
    return conflict(`the release moves the weights: it is ${release.phase}; pause it first`);
  }
  if (step !== undefined && step !== intent.step) {
    return stale('the weights were changed in between; look at them again and make the change anew');
  }
  const given = sharesOf(
    route,
    new Map(
      gateway.versions.flatMap(({ label }) =>
        weights.has(label) ? [[label, weights.get(label) ?? 0] as const] : [],
      ),
    ),
  );
  const reason = `${by} gives ${route} other weights: ${weightsText(new Map(given.shares))}`;
  const shifted = giveWeights(state, [given], { cause: 'operator', reason, now });
  // An ended release keeps why it ended.
  const next = release?.phase === 'Paused' ? { ...release, reason } : release;
  return {
    ok: true,
    act: { kind: 'weights', weights: given },
    reason,
    transition: { ...shifted, state: { ...shifted.state, release: next } },
  };
}

/** Why a route of this gateway cannot have these weights; null where it can. */
function weightsProblem(gateway: Gateway, weights: Weights, quantum: number): string | null {
  for (const [label, share] of weights) {
    if (!isVersion(gateway, label)) {
      const labels = gateway.versions.map((version) => version.label);
      return `the gateway has no version \`${label}\`; it has ${alternatives(labels)}`;
    }
    if (!Number.isInteger(share) || share < 0) {
      return `the weight of \`${label}\` is no percentage with two decimals at most`;
    }
    if (share % quantum !== 0) {
      return `the weight of \`${label}\`, ${percentText(share)}, is none that the data plane can serve: it shifts by ${percentText(quantum)}`;
    }
  }
  const sum = [...weights.values()].reduce((total, share) => total + share, 0);
  return sum === FULL ? null : `the weights sum to ${percentText(sum)} instead of 100%`;
}
