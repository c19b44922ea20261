import type { Policy } from '../../../packages/runtime/src/config/gateway.js';
import { FOUNDING_EXPRESSION } from '../../../packages/runtime/src/release/testing/gateways.js';
import { FULL } from '../../../packages/runtime/src/config/weights.js';
import type { PolicyOutcome } from '../../../packages/runtime/src/release/events.js';
import { sameShares, sharesText, weightsOf } from '../../../packages/runtime/src/release/shares.js';
import { inputsRead } from '../../../packages/runtime/src/policy/reading.js';
import { isEnded } from '../../../packages/runtime/src/release/state.js';
import type { Invariant } from './invariant.js';
import { grantedOn, movedRouteNames, ofEachGateway, pairs, storedOf } from './invariant.js';

/** A release that has ended stays as it is until an operator acts on it, and an aborted one only goes back. */
export const endsAreLatched: Invariant = ofEachGateway(
  'an end is the end, and an abort never goes up again',
  function* ({ name }, played) {
    for (const [{ state: before }, { state: after, record }] of pairs(storedOf(played, name))) {
      if (before.release === null || after.release === null) continue;
      const isOperated = record !== null && record.operation !== null;
      if (isOperated && before.release.phase !== 'RollingBack') continue;
      const { phase } = before.release;
      const isSame = sameShares(before.intent.routes, after.intent.routes);
      if (isEnded(phase) && (after.release.phase !== phase || !isSame))
        yield `after ${phase} came ${after.release.phase} with ${sharesText(after.intent.routes)}`;
      if (phase !== 'RollingBack') continue;
      if (after.release.phase !== 'RollingBack' && after.release.phase !== 'RolledBack')
        yield `after ${phase} came ${after.release.phase}`;
      const { stable } = before.release.identity;
      for (const route of after.intent.routes) {
        const was = before.intent.routes.find((other) => other.route === route.route);
        const had = was === undefined ? 0 : (weightsOf(was).get(stable) ?? 0);
        if ((weightsOf(route).get(stable) ?? 0) < had) yield `${sharesText([route])} is no way back`;
      }
    }
  },
);

/** What a policy's last word on a promotion lacks, in known data or in favour; null where nothing. */
function doubt({ proposal, reading }: PolicyOutcome, promoted: string): string | null {
  if (proposal.kind === 'toward' && proposal.version !== promoted) return `was for ${proposal.version}`;
  if (proposal.kind === 'warming-up') return 'was warming up';
  const unknown = inputsRead(reading).filter(({ sample }) => !sample.known);
  if (unknown.some(({ version }) => version === promoted || version === null))
    return `did not know all of ${promoted}`;
  // Scores are asked of those that have traffic; a program may rest on any of its reads.
  const hasFailed = unknown.some(({ sample }) => !sample.known && sample.cause === 'source-failed');
  return hasFailed && reading.type === 'custom' ? 'had a source that failed' : null;
}

/** A promoted version has everything, and every policy was asked about just that and knew what it needs of it. */
export const promotionsAreKnown: Invariant = ofEachGateway(
  'nothing is promoted on unknown data',
  function* ({ name, policies }, played) {
    const stored = storedOf(played, name);
    const place = stored.findIndex(({ state }) => state.release?.phase === 'Promoted');
    const promotion = stored[place];
    if (promotion === undefined) return;
    const { state } = promotion;
    // What an operator promotes is judged by the operator.
    if (stored[place - 1]?.state.release?.promoting === true) return;
    const named = movedRouteNames(policies);
    for (const route of state.intent.routes)
      if (named.has(route.route) && weightsOf(route).get(state.stable) !== FULL)
        yield `${state.stable} was promoted with ${sharesText([route])}`;
    if (state.stable === state.release?.identity.stable) yield `${state.stable} was stable already`;
    // The last that each policy said, after the data plane was last seen to have what it was then promoted with.
    const confirmed = state.confirmed?.at ?? Number.POSITIVE_INFINITY;
    const last = stored
      .slice(0, place + 1)
      .flatMap(({ record }) => (record === null ? [] : [record]))
      .filter(({ at, step }) => at >= confirmed && step === state.intent.step);
    for (const [place, { observe }] of policies.entries()) {
      if (observe) continue;
      const said = last.flatMap(({ outcomes }) => outcomes).findLast(({ policy }) => policy === place);
      const problem = said === undefined ? 'was not asked at the end' : doubt(said, state.stable);
      if (problem !== null) yield `policy ${place} ${problem}`;
    }
  },
);

/** Eighths of its requests that a version may fail under a policy that moves weights by them; null where it does not say. */
function allowed(policy: Policy, stable: number): number | null {
  switch (policy.type) {
    case 'time':
      return null;
    case 'health':
      return (policy.limit / FULL) * 8;
    case 'metric':
      return stable;
    case 'custom':
      return policy.expression === FOUNDING_EXPRESSION ? stable : null;
  }
}

/** Whoever is promoted fails no more than each policy that had to agree allows: what was read was what happened. */
export const promotionsAreDeserved: Invariant = {
  name: 'no version is promoted that fails more than its policies allow',
  broken: (played) => {
    for (const { gateway, behaviours } of played.scenario.casts) {
      const state = played.states.get(gateway.name);
      const granted = new Set(grantedOn(played, gateway.name).map(({ kind }) => kind));
      if (granted.has('promote')) continue;
      if (state?.release?.phase !== 'Promoted') continue;
      const failing = behaviours.get(state.stable)?.failingEighths ?? 0;
      const stable = behaviours.get(gateway.baseline)?.failingEighths ?? 0;
      for (const policy of gateway.policies.filter(({ observe }) => !observe)) {
        // Where an operator gave one version everything, there is nothing to compare it with.
        if (policy.type === 'metric' && granted.has('weights')) continue;
        const most = allowed(policy, stable);
        if (most !== null && failing > most)
          return `${state.stable} fails ${failing}/8, ${most}/8 are allowed`;
      }
    }
    return null;
  },
};
