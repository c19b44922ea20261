import type { Milliseconds } from '../../../packages/runtime/src/config/duration.js';
import type { Gateway, Policy } from '../../../packages/runtime/src/config/gateway.js';
import { paceOf } from '../../../packages/runtime/src/config/rules/pace.js';
import type { RouteShares } from '../../../packages/runtime/src/release/shares.js';
import { favours, gainer, movedRoutes } from './causes.js';
import type { Invariant } from './invariant.js';
import { logOf, ofEachGateway, pairs, loggedOf } from './invariant.js';

/** How often a policy of these scenarios can act at most; their programs read nothing over a window of their own. */
function paceIn({ metrics }: Gateway, policy: Policy): Milliseconds {
  return paceOf(policy, metrics, policy.type === 'time' ? null : (metrics?.window ?? null));
}

/** A step up comes at the pace of the slowest policy of the route, since all have to agree; one back at the wish of any. */
function leastGap(
  gateway: Gateway,
  stable: string,
  moved: readonly (readonly [RouteShares, RouteShares])[],
  wanted: (policy: number, version: string) => boolean,
): Milliseconds {
  return Math.max(
    ...moved.map(([before, after]) => {
      const gained = gainer(before, after);
      const own = gateway.policies.flatMap((policy, place) =>
        !policy.observe && policy.routes.includes(after.route) && (gained !== stable || wanted(place, gained))
          ? [paceIn(gateway, policy)]
          : [],
      );
      return gained === stable ? Math.min(...own) : Math.max(...own);
    }),
  );
}

/**
 * No automatic step that is no abort comes faster than the pace, by the clock that the runtime has or, where that was set to
 * another time, by the time that passed.
 */
export const stepsKeepPace: Invariant = ofEachGateway(
  'no step of a policy comes faster than its pace',
  function* (gateway, played) {
    const stable = gateway.baseline;
    const shifts = loggedOf(played, gateway.name).filter(({ record }) => record.shift !== null);
    for (const [{ record: before, elapsed: then }, { record: after, elapsed: now }] of pairs(shifts)) {
      if (after.shift !== 'policy') continue;
      const moved = movedRoutes(before.routes, after.routes);
      const least = leastGap(gateway, stable, moved, (policy, version) =>
        after.outcomes.some((outcome) => outcome.policy === policy && favours(outcome, version)),
      );
      const gap = Math.max(after.at - before.at, now - then);
      if (gap < least) yield `step ${after.step} came ${gap} ms after the one before it, not ${least} ms`;
    }
  },
);

/** What is judged was served with one set of weights from its first request to its last. */
export const windowsAreOfOneWeight: Invariant = ofEachGateway(
  'nothing is judged on a window that mixes two weights',
  function* ({ name, metrics }, played) {
    if (metrics === null) return;
    for (const { at, outcomes } of logOf(played, name)) {
      const isJudged = outcomes.some(
        ({ reading, proposal }) =>
          reading.type !== 'time' && (proposal.kind === 'toward' || proposal.kind === 'hold'),
      );
      const increase = played.traffic.get(name)?.increase(at - metrics.scrapeInterval, metrics.window);
      if (isJudged && increase?.isMixed === true) yield `at ${at} two weights were judged at once`;
    }
  },
);
